package io.sluice.diagnostics.live;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import java.util.concurrent.CompletionStage;

/** A browser connection over a WebSocket. */
record WebSocketBrowserConnection(WebSocketConnection connection) implements BrowserConnection {

  @Override
  public CompletionStage<?> send(String frame) {
    return connection.sendText(frame).subscribeAsCompletionStage();
  }

  @Override
  public void close(CloseReason reason) {
    connection.close(reason).subscribe().with(_ -> {}, _ -> {});
  }
}
