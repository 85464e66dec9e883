package io.sluice.admin.stream;

import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sluice.admin.security.Role;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;

/** WebSocket of an execution: status, progress and log lines. */
@WebSocket(path = "/ws/executions/{id}", endpointId = ExecutionSocket.ID)
@RolesAllowed(Role.VIEWER_NAME)
public class ExecutionSocket extends WatchSocket {

  static final String ID = "execution";
  static final String PATH_ID = "id";

  ExecutionSocket(Entrance entrance) {
    super(entrance);
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection) {
    Visitor visitor = connection.userData().get(Door.VISITOR);
    UUID id = UUID.fromString(connection.pathParam(PATH_ID));
    entrance.opened(connection, visitor, new Topic.Execution(id, visitor.payloads()));
  }
}
