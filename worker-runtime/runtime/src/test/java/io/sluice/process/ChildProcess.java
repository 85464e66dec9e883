package io.sluice.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Real JVM started from target/runtime with the flags of the product. */
final class ChildProcess implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xms32m",
          "-Xmx96m",
          "-Xss1m",
          "-XX:MaxMetaspaceSize=128m",
          "-XX:MaxDirectMemorySize=32m",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Launches with exactly these arguments and writes nothing to standard input. */
  static ChildProcess launch(Path output, String... arguments) throws IOException {
    return launch(output, List.of(), arguments);
  }

  /** Launches with additional flags of the JVM. */
  static ChildProcess launch(Path output, List<String> flags, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", "target/runtime/*", "io.sluice.process.Main"));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new ChildProcess(process, output);
  }

  void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  void closeStdin() throws IOException {
    process.getOutputStream().close();
  }

  void terminate() {
    // Not Process.destroy(): that closes standard input too, which is another way to end.
    process.toHandle().destroy();
  }

  long pid() {
    return process.pid();
  }

  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    await("the process to exit").timeout(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    var descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    await("the child to be gone").timeout(Duration.ofSeconds(10)).until(() -> !process.isAlive());
  }
}
