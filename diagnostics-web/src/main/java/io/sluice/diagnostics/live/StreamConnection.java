package io.sluice.diagnostics.live;

import io.quarkus.websockets.next.BasicWebSocketConnector;
import io.quarkus.websockets.next.WebSocketClientConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the live stream. The network's thread adds frames, the feed's thread takes
 * them. Frames beyond its capacity are dropped, which the feed detects as a gap.
 */
final class StreamConnection implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MAX_WAITING = 64;
  private static final String ASK = "{\"type\":\"snapshot\"}";

  private final BlockingQueue<News> mailbox = new ArrayBlockingQueue<>(MAX_WAITING);
  private volatile @Nullable String ended;
  private @Nullable WebSocketClientConnection connection;

  /** A frame, or null to make the reader check for the end of the connection. */
  private record News(@Nullable String frame) {}

  private static final News LOOK = new News(null);

  /**
   * Opens a connection and waits for the handshake. Throws the connector's exception if it fails.
   */
  static StreamConnection open(BasicWebSocketConnector connector, URI adminApi, String token) {
    var line = new StreamConnection();
    line.connection =
        connector
            .baseUri(adminApi)
            .path("/ws/platform/workers")
            .addHeader("Authorization", "Bearer " + token)
            .executionModel(BasicWebSocketConnector.ExecutionModel.NON_BLOCKING)
            .onTextMessage((_, frame) -> line.said(frame))
            .onClose((_, reason) -> line.ended(inWords(reason.getCode())))
            .onError((_, _) -> line.ended("The connection to admin-api broke."))
            .connect()
            .await()
            .atMost(CONNECT);
    return line;
  }

  /**
   * Waits for the next frame.
   *
   * @return null if the connection has ended, or if no frame came in that time
   */
  @Nullable String next(Duration longest) throws InterruptedException {
    if (ended != null && mailbox.isEmpty()) {
      return null;
    }
    var news = mailbox.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    return news == null ? null : news.frame();
  }

  /** False once its end is known. */
  boolean isOpen() {
    return ended == null;
  }

  /** The reason of its end, as far as it is known. */
  String why(Duration longest) {
    var known = ended;
    return known != null
        ? known
        : "admin-api sent nothing for " + longest.toSeconds() + " s, so it was hung up.";
  }

  void askForSnapshot() {
    if (connection != null) {
      connection.sendText(ASK).subscribe().with(_ -> {}, broken -> ended("The connection broke."));
    }
  }

  private void said(String frame) {
    var _ = mailbox.offer(new News(frame));
  }

  private void ended(String why) {
    ended = why;
    var _ = mailbox.offer(LOOK);
  }

  private static String inWords(int code) {
    return switch (code) {
      case 1008 -> "admin-api ended the stream: its token has expired or was withdrawn.";
      case 1012, 1001, 1000 -> "admin-api is being restarted.";
      case 1013 -> "admin-api has no room for this connection now.";
      default -> "The connection to admin-api broke.";
    };
  }

  @Override
  public void close() {
    if (connection != null && connection.isOpen()) {
      connection.close().subscribe().with(_ -> {}, _ -> {});
    }
  }
}
