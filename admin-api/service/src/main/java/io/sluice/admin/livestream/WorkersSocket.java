package io.sluice.admin.livestream;

import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sluice.admin.identity.Role;
import io.sluice.admin.livestream.StreamClient.Topic;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;

/** WebSocket of all workers. */
@WebSocket(path = "/ws/platform/workers", endpointId = WorkersSocket.ID)
@RolesAllowed(Role.VIEWER_NAME)
public class WorkersSocket extends WatchSocket {

  static final String ID = "workers";

  WorkersSocket(ConnectionEvents events) {
    super(events);
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection) {
    events.opened(
        connection, connection.userData().get(UpgradePolicy.SUBSCRIBER), new Topic.Workers());
  }
}
