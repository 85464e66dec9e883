package io.sluice.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Short programs of this machine. */
final class Shell {
  private Shell() {}

  /**
   * Runs a program to its end and returns its output.
   *
   * @throws IOException with its output if it fails
   */
  static String run(String... command) throws IOException, InterruptedException {
    return run(System.getenv(), command);
  }

  /** Runs a program with this environment only, like {@link #run(String...)}. */
  static String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(List.of(command) + " failed: " + said);
    }
    return said.strip();
  }

  static boolean works(String... command) throws InterruptedException {
    try {
      run(command);
      return true;
    } catch (IOException fails) {
      return false;
    }
  }
}
