package io.sluice.admin.livestream;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Connection to a client by WebSocket. */
record SocketConnection(WebSocketConnection connection) implements ClientConnection {

  private static final Logger LOG = Logger.getLogger(SocketConnection.class);

  @Override
  public CompletionStage<?> send(String frame) {
    return connection.sendText(frame).subscribeAsCompletionStage();
  }

  @Override
  public void ping() {
    start(connection.sendPing(Buffer.buffer()));
  }

  @Override
  public void close(int code, String reason) {
    if (connection.isOpen()) {
      start(connection.close(new CloseReason(code, reason)));
    }
  }

  private static void start(Uni<Void> action) {
    action.subscribe().with(_ -> {}, gone -> LOG.debugf("A client has disconnected: %s", gone));
  }
}
