package io.sluice.process.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Output that refuses the first byte beyond its limit, so that a huge result costs no memory. */
final class LimitedOutput extends OutputStream {
  /** Refusal of output beyond the limit. */
  static final class Full extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int limit;

  LimitedOutput(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int one) throws IOException {
    refuseBeyondLimit(1);
    bytes.write(one);
  }

  @Override
  public void write(byte[] more, int from, int length) throws IOException {
    refuseBeyondLimit(length);
    bytes.write(more, from, length);
  }

  private void refuseBeyondLimit(int more) throws Full {
    if (more > limit - bytes.size()) {
      throw new Full();
    }
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
