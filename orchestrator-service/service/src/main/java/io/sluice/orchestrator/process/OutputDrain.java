package io.sluice.orchestrator.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Reads the output of a process permanently, because a child blocks after 64 KiB unread. Keeps the
 * last 64 KiB. The end of file is never awaited without a limit, because a grandchild can hold the
 * pipe open. Written by one thread, read by any.
 */
final class OutputDrain {
  private static final int KEPT = 64 * 1024;

  private final byte[] kept = new byte[KEPT];
  private final List<Passage> passages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private long written;

  /** A text that is expected in the output from a position on. */
  private record Passage(long from, Predicate<String> isWhole, CompletableFuture<String> text) {}

  /**
   * Starts to read, on a platform thread: a read from a pipe blocks the carrier of a virtual
   * thread, and there are only as many carriers as cores.
   *
   * @param lines receives the output, except while a passage is awaited: that is an answer to the
   *     worker
   */
  void start(InputStream output, String name, RawOutput lines) {
    Thread.ofPlatform().daemon().name(name).start(() -> drain(output, lines));
  }

  /** Returns the last output so far. */
  String last() {
    return since(0);
  }

  /**
   * Returns the output from now on, as soon as it is complete, or the incomplete output at the time
   * limit. At most 64 KiB.
   */
  String next(Runnable provoke, Predicate<String> isWhole, Duration timeout) {
    var passage = new Passage(position(), isWhole, new CompletableFuture<>());
    passages.add(passage);
    try {
      provoke.run();
      return passage
          .text()
          .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .exceptionally(_ -> since(passage.from()))
          .join();
    } finally {
      passages.remove(passage);
    }
  }

  /** Waits until all output was read, with a time limit. */
  void awaitEnd(Duration timeout) {
    ended.copy().completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private void drain(InputStream output, RawOutput lines) {
    var buffer = new byte[8192];
    try (output) {
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        if (passages.isEmpty()) {
          lines.add(buffer, n);
        }
        keep(buffer, n);
        passages.forEach(this::complete);
      }
      lines.end();
    } catch (IOException _) {
      // The process has ended; the output read so far is complete.
    } finally {
      ended.complete(null);
    }
  }

  private void complete(Passage passage) {
    String text = since(passage.from());
    if (passage.isWhole().test(text)) {
      passage.text().complete(text);
    }
  }

  private synchronized long position() {
    return written;
  }

  private synchronized String since(long position) {
    int length = (int) Math.min(written - position, KEPT);
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = kept[(int) ((written - length + i) % KEPT)];
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private synchronized void keep(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      kept[(int) (written++ % KEPT)] = bytes[i];
    }
  }
}
