package io.sluice.admin.stream;

import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;

/** Common part of all WebSockets. */
abstract class WatchSocket {

  final Entrance entrance;

  WatchSocket(Entrance entrance) {
    this.entrance = entrance;
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
