package io.sluice.process.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Splits output of threads without an execution into lines, and marks each. */
final class UnattributedLines extends OutputStream {
  private final Consumer<String> log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);

  UnattributedLines(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public synchronized void write(int one) {
    if (one == '\n') {
      log.accept(line.toString(StandardCharsets.UTF_8));
      line.reset();
    } else if (line.size() < LineText.MAX_BYTES) {
      line.write(one);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    for (int at = from; at < from + length; at++) {
      write(bytes[at]);
    }
  }
}
