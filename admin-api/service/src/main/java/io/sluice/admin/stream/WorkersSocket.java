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

/** All workers, live. */
@WebSocket(path = "/ws/platform/workers", endpointId = WorkersSocket.ID)
@RolesAllowed(Role.VIEWER_NAME)
public class WorkersSocket {

  static final String ID = "workers";

  private final Entrance entrance;

  WorkersSocket(Entrance entrance) {
    this.entrance = entrance;
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection) {
    entrance.opened(connection, connection.userData().get(Door.VISITOR), new Topic.Workers());
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
