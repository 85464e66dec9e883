package io.sluice.admin.identity;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service in a process of its own. */
public final class PackagedService implements AutoCloseable {

  private static final Duration CAP = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final int port;

  private PackagedService(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts the service with these settings without waiting. */
  public static PackagedService launch(String name, Map<String, String> settings)
      throws IOException {
    Path log = Path.of("target", name + ".log");
    int port = Ports.free();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dquarkus.management.port=" + Ports.free());
    command.add("-jar");
    command.add("target/quarkus-app/quarkus-run.jar");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new PackagedService(process, log, port);
  }

  public int port() {
    return port;
  }

  public void awaitStarted() {
    await().atMost(CAP).until(() -> said().contains("Listening on") || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException(said());
    }
  }

  /** Waits for the end of the service and returns its exit code. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(CAP.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("It still runs: " + said());
    }
    return process.exitValue();
  }

  /** Asks the service to stop. */
  public void terminate() {
    process.destroy();
  }

  /** Returns its log. */
  public String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
