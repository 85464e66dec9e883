package io.sluice.admin.webhook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket from which only so much can be read, so that an endless answer costs no memory. */
final class LimitedSocket extends Socket {

  private final int limit;
  private long read; // of the thread that reads

  /**
   * Makes a socket.
   *
   * @param limit bytes that can be read in all
   */
  LimitedSocket(int limit) {
    this.limit = limit;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int some = super.read(buffer, offset, length);
        count(Math.max(0, some));
        return some;
      }
    };
  }

  private void count(int more) throws IOException {
    read += more;
    if (read > limit) {
      throw new IOException("the answers have more than " + limit + " bytes");
    }
  }
}
