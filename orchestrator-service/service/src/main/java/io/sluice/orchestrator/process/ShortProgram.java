package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the operating system that ends soon, and waits for it, at most 10 s. */
final class ShortProgram {
  private static final int TIMEOUT_SECONDS = 10;
  private static final int MAX_OUTPUT = 4096;

  private ShortProgram() {}

  /**
   * Result of a program.
   *
   * @param output both streams, stripped, at most 4 KiB
   */
  record Result(int code, String output) {}

  /**
   * Runs a program.
   *
   * @throws IOException if it cannot be started or does not end in time
   */
  static Result run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command.getFirst() + " did not end within 10 s");
      }
      byte[] output = process.getInputStream().readNBytes(MAX_OUTPUT);
      return new Result(process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it waited for " + command.getFirst(), e);
    } finally {
      process.destroyForcibly();
    }
  }
}
