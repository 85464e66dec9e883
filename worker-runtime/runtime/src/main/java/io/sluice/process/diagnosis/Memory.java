package io.sluice.process.diagnosis;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads memory of this process through the kernel, which refuses an address that is not mapped any
 * more, where a read in place would end the JVM.
 */
final class Memory {
  private static final int PAGE = 4_096;

  private Memory() {}

  /** Returns at most that many bytes, none beyond the end of a page after the first one. */
  static ByteBuffer read(long address, int length) throws IOException {
    try (var memory = new RandomAccessFile("/proc/self/mem", "r")) {
      memory.seek(address);
      var bytes = new byte[length];
      int upToPage = (int) Math.min(length, PAGE - address % PAGE);
      memory.readFully(bytes, 0, upToPage);
      if (upToPage < length) {
        readMore(memory, bytes, upToPage);
      }
      return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
  }

  private static void readMore(RandomAccessFile memory, byte[] bytes, int from) {
    try {
      int _ = memory.read(bytes, from, bytes.length - from);
    } catch (IOException _) {
      // The next page is not mapped: the text has ended before.
    }
  }
}
