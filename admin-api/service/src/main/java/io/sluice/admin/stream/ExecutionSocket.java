package io.sluice.admin.stream;

import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sluice.admin.security.Role;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;

/** One execution, live: status, progress and log lines. */
@WebSocket(path = "/ws/executions/{id}", endpointId = ExecutionSocket.ID)
@RolesAllowed(Role.VIEWER_NAME)
public class ExecutionSocket {

  static final String ID = "execution";
  static final String PATH_ID = "id";

  private final Entrance entrance;

  ExecutionSocket(Entrance entrance) {
    this.entrance = entrance;
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection) {
    Visitor visitor = connection.userData().get(Door.VISITOR);
    UUID id = UUID.fromString(connection.pathParam(PATH_ID));
    entrance.opened(connection, visitor, new Topic.Execution(id, visitor.payloads()));
  }

  @OnTextMessage
  @NonBlocking
  void said(String text, WebSocketConnection connection) {
    entrance.said(connection, text);
  }

  @OnPongMessage
  @NonBlocking
  void alive(Buffer data, WebSocketConnection connection) {
    entrance.alive(connection);
  }

  @OnError
  @NonBlocking
  void failed(Throwable cause, WebSocketConnection connection) {
    entrance.failed(connection, cause);
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection connection) {
    entrance.closed(connection);
  }
}
