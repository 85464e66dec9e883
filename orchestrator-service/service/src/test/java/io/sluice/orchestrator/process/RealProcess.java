package io.sluice.orchestrator.process;

import static org.awaitility.Awaitility.await;

import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Real JVM with the flags of the product that acts by the token of a test. */
public final class RealProcess implements AutoCloseable {
  private static final Duration CAP = Duration.ofSeconds(60);
  private final Path folder;
  private final LaunchedProcess process;

  private RealProcess(Path folder, LaunchedProcess process) {
    this.folder = folder;
    this.process = process;
  }

  public static RealProcess start(Hostile what) throws IOException {
    return start(what, launcher -> launcher);
  }

  public static RealProcess start(Hostile what, UnaryOperator<ProcessLauncher> watched)
      throws IOException {
    Path folder = Files.createTempDirectory("sluice-process");
    var spec =
        new LaunchSpec(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            List.of(Path.of("target/test-classes").toAbsolutePath()),
            new LaunchSpec.Memory(64, 64, 8, 32, 512),
            Optional.empty(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            256);
    var folders = new LaunchFolders(folder, folder, spec.classPath());
    var sandbox = Sandbox.of(TestLaunches.config(Map.of()), folders);
    var launcher = watched.apply(new JvmProcessLauncher(spec, folder, "test", false, sandbox));
    return new RealProcess(
        folder, launcher.launch(1, new LaunchShape(1, false), what.name(), folder.resolve("link")));
  }

  public LaunchedProcess process() {
    return process;
  }

  public RealProcess awaitReady() {
    await().timeout(CAP).until(() -> Files.exists(folder.resolve("1/ready")));
    return this;
  }

  /** Sends a signal by name, from outside. */
  public RealProcess signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    return this;
  }

  public ProcessExit exit() {
    return process.exit().toCompletableFuture().orTimeout(CAP.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    process.kill(KillReason.ordered("The test is over."));
    exit();
    Directories.delete(folder);
  }
}
