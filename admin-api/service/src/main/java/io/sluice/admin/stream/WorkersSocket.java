package io.sluice.admin.stream;

import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sluice.admin.security.Role;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;

/** WebSocket of all workers. */
@WebSocket(path = "/ws/platform/workers", endpointId = WorkersSocket.ID)
@RolesAllowed(Role.VIEWER_NAME)
public class WorkersSocket extends WatchSocket {

  static final String ID = "workers";

  WorkersSocket(Entrance entrance) {
    super(entrance);
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection) {
    entrance.opened(connection, connection.userData().get(Door.VISITOR), new Topic.Workers());
  }
}
