package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a process prints, always: a child blocks after 64 KiB unread. Keeps the last 64 KiB.
 * End of file is never awaited, because a grandchild can hold the pipe open. Written by one thread,
 * read by any.
 */
final class OutputDrain {
  private static final int KEPT = 64 * 1024;

  private final byte[] kept = new byte[KEPT];
  private long written;

  /**
   * A platform thread: a read from a pipe holds the carrier of a virtual one, and there are as many
   * as cores.
   */
  void start(InputStream output, String name) {
    Thread.ofPlatform().daemon().name(name).start(() -> drain(output));
  }

  /** The end of what was printed so far. */
  synchronized String last() {
    int length = (int) Math.min(written, KEPT);
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = kept[(int) ((written - length + i) % KEPT)];
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void drain(InputStream output) {
    var buffer = new byte[8192];
    try (output) {
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        keep(buffer, n);
      }
    } catch (IOException _) {
      // The process is gone: what was read is all there is.
    }
  }

  private synchronized void keep(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      kept[(int) (written++ % KEPT)] = bytes[i];
    }
  }
}
