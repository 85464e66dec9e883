package io.sluice.admin.livestream;

import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sluice.admin.identity.Role;
import io.sluice.admin.livestream.StreamClient.Subscriber;
import io.sluice.admin.livestream.StreamClient.Topic;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;

/** WebSocket of an execution: status, progress and log lines. */
@WebSocket(path = "/ws/executions/{id}", endpointId = ExecutionSocket.ID)
@RolesAllowed(Role.VIEWER_NAME)
public class ExecutionSocket extends WatchSocket {

  static final String ID = "execution";
  static final String PATH_ID = "id";

  ExecutionSocket(ConnectionEvents events) {
    super(events);
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection) {
    Subscriber subscriber = connection.userData().get(UpgradePolicy.SUBSCRIBER);
    UUID id = UUID.fromString(connection.pathParam(PATH_ID));
    events.opened(connection, subscriber, new Topic.Execution(id, subscriber.payloads()));
  }
}
