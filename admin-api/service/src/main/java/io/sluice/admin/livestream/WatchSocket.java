package io.sluice.admin.livestream;

import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;

/** Common part of all WebSockets. */
abstract class WatchSocket {

  final ConnectionEvents events;

  WatchSocket(ConnectionEvents events) {
    this.events = events;
  }

  @OnTextMessage
  @NonBlocking
  void received(String text, WebSocketConnection connection) {
    events.received(connection, text);
  }

  @OnPongMessage
  @NonBlocking
  void alive(Buffer data, WebSocketConnection connection) {
    events.alive(connection);
  }

  @OnError
  @NonBlocking
  void failed(Throwable cause, WebSocketConnection connection) {
    events.failed(connection, cause);
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection connection) {
    events.closed(connection);
  }
}
