package io.sluice.process.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * Reads standard input: one line with the token, then its end, which means that the orchestrator
 * has ended. A raw daemon thread only reads.
 */
public final class Lifeline implements Runnable {
  private static final int MAX_TOKEN = 1024;

  private final InputStream input;
  private final Runnable onEnd;
  private final CompletableFuture<String> token = new CompletableFuture<>();

  private Lifeline(InputStream input, Runnable onEnd) {
    this.input = input;
    this.onEnd = onEnd;
  }

  /**
   * Starts the thread.
   *
   * @param onEnd run by that thread when the stream ends after the token
   */
  public static Lifeline start(InputStream input, Runnable onEnd) {
    var lifeline = new Lifeline(input, onEnd);
    RuntimeThread.start("lifeline", lifeline);
    return lifeline;
  }

  /**
   * Returns the token; fails with an {@link IOException} if the stream ended before its line did.
   */
  public CompletableFuture<String> token() {
    return token;
  }

  @Override
  public void run() {
    try {
      token.complete(readToken());
    } catch (IOException e) {
      token.completeExceptionally(e);
      return;
    }
    try {
      drain();
    } finally {
      onEnd.run();
    }
  }

  private String readToken() throws IOException {
    var bytes = new byte[MAX_TOKEN];
    for (int length = 0; length < bytes.length; length++) {
      int next = input.read();
      if (next < 0) {
        throw new IOException("standard input ended before the token");
      }
      if (next == '\n') {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
      }
      bytes[length] = (byte) next;
    }
    throw new IOException("the token on standard input is longer than 1024 bytes");
  }

  private void drain() {
    var ignored = new byte[256];
    try {
      int read = 0;
      while (read >= 0) {
        read = input.read(ignored);
      }
    } catch (IOException _) {
      // A broken pipe has the same meaning as its end.
    }
  }
}
