package io.sluice.orchestrator.launch;

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
 * Reads what a process prints, always: a child blocks after 64 KiB unread. Keeps the last 64 KiB.
 * End of file is never awaited without a limit, because a grandchild can hold the pipe open.
 * Written by one thread, read by any.
 */
final class OutputDrain {
  private static final int KEPT = 64 * 1024;

  private final byte[] kept = new byte[KEPT];
  private final List<Passage> passages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private long written;

  /** Something that is expected in the output, from a place on. */
  private record Passage(long from, Predicate<String> isWhole, CompletableFuture<String> text) {}

  /**
   * A platform thread: a read from a pipe holds the carrier of a virtual one, and there are as many
   * as cores.
   */
  void start(InputStream output, String name) {
    Thread.ofPlatform().daemon().name(name).start(() -> drain(output));
  }

  /** The end of what was printed so far. */
  String last() {
    return since(0);
  }

  /**
   * What is printed from now on, as soon as it is whole; what there is of it when the time is over.
   * At most 64 KiB.
   */
  String next(Runnable provoke, Predicate<String> isWhole, Duration patience) {
    var passage = new Passage(position(), isWhole, new CompletableFuture<>());
    passages.add(passage);
    try {
      provoke.run();
      return passage
          .text()
          .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
          .exceptionally(_ -> since(passage.from()))
          .join();
    } finally {
      passages.remove(passage);
    }
  }

  /** Waits until all was read, and no longer than this. */
  void awaitEnd(Duration patience) {
    ended.copy().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private void drain(InputStream output) {
    var buffer = new byte[8192];
    try (output) {
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        keep(buffer, n);
        passages.forEach(this::look);
      }
    } catch (IOException _) {
      // The process is gone: what was read is all there is.
    } finally {
      ended.complete(null);
    }
  }

  private void look(Passage passage) {
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
