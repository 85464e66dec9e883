package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Splits the output of one execution into lines of its log. Keeps at most the bytes of one line.
 */
final class LineStream extends OutputStream {
  private final ExecutionLog log;
  private final LogLevel level;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
  private long beyond;

  LineStream(ExecutionLog log, LogLevel level) {
    this.log = log;
    this.level = level;
  }

  @Override
  public synchronized void write(int one) {
    if (one == '\n') {
      endLine();
    } else if (line.size() < LineText.MAX_BYTES) {
      line.write(one);
    } else {
      beyond++;
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    for (int at = from; at < from + length; at++) {
      write(bytes[at]);
    }
  }

  synchronized void endOpenLine() {
    if (line.size() > 0) {
      endLine();
    }
  }

  private void endLine() {
    var text = line.toString(StandardCharsets.UTF_8);
    var shown = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    log.add(level, beyond == 0 ? shown : shown + " … (" + beyond + " bytes cut)");
    line.reset();
    beyond = 0;
  }
}
