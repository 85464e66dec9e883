package io.sluice.process.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes to the stream that an execution has set in place of {@code System.out}. If that stream
 * writes to {@code System.out} in turn, as a copying one does, that output goes to the log of the
 * execution.
 */
final class Redirection extends OutputStream {
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private final PrintStream target;
  private final PrintStream log;

  private Redirection(PrintStream target, PrintStream log) {
    this.target = target;
    this.log = log;
  }

  static PrintStream to(PrintStream target, PrintStream log) {
    return new PrintStream(new Redirection(target, log), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (INSIDE.get()) {
      log.write(bytes, from, length);
      return;
    }
    INSIDE.set(true);
    try {
      target.write(bytes, from, length);
    } finally {
      INSIDE.remove();
    }
  }

  @Override
  public void flush() {
    if (!INSIDE.get()) {
      target.flush();
    }
  }
}
