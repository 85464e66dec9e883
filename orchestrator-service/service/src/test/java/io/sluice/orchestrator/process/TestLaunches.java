package io.sluice.orchestrator.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Launches real processes that act by their token; see the stand-in for the runtime. */
final class TestLaunches implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String WORKER = "worker-of-" + ProcessHandle.current().pid();

  private final LaunchFolders folders;
  private final ServerSocketChannel server;
  private final JvmProcessLauncher launcher;
  private final List<LaunchedProcess> launched = new ArrayList<>();
  private long generation;

  private TestLaunches(LaunchFolders folders, Sandbox sandbox) throws IOException {
    this.folders = folders;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folders.socket()));
    var spec =
        new LaunchSpec(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            folders.classPath(),
            new LaunchSpec.Memory(64, 64, 16, 32, 512),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            256);
    launcher = new JvmProcessLauncher(spec, folders.processes(), WORKER, false, sandbox);
  }

  /** With settings as {@code most-children}. */
  static TestLaunches with(Map<String, String> settings) throws IOException {
    LaunchFolders folders = folders();
    try {
      return new TestLaunches(folders, Sandbox.of(config(settings), folders));
    } catch (IOException | RuntimeException e) {
      folders.remove();
      throw e;
    }
  }

  static LaunchConfig config(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sluice.launch.runtime-folder", "none");
    properties.put("sluice.launch.state-folder", "none");
    settings.forEach((name, value) -> properties.put("sluice.launch." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(LaunchConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(LaunchConfig.class);
  }

  /** Not a folder of JUnit, which other users cannot pass through. */
  private static LaunchFolders folders() throws IOException {
    Path state = Files.createTempDirectory("sluice-launch");
    Path own = Files.createDirectories(state.resolve("own"));
    var folders =
        new LaunchFolders(state, own, List.of(Path.of("target/test-classes").toAbsolutePath()));
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(folders.processes(), mode);
    return folders;
  }

  LaunchFolders where() {
    return folders;
  }

  LaunchedProcess launch(String script) throws IOException {
    generation++;
    LaunchedProcess process =
        launcher.launch(generation, new LaunchShape(1, false), script, folders.socket());
    launched.add(process);
    return process;
  }

  /** Waits for its end. */
  ProcessExit exit(LaunchedProcess process)
      throws InterruptedException, ExecutionException, TimeoutException {
    return process.exit().toCompletableFuture().get(TIMEOUT.toSeconds(), SECONDS);
  }

  /** Returns its output until it ended by itself. */
  String printed(String script)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    return exit(launch(script)).lastOutput();
  }

  /** Processes that carry the mark of the last launch, itself included. */
  List<Long> alive() {
    String mark = "SLUICE_GENERATION=" + WORKER + "/" + generation;
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> environment(pid).contains(mark + "\0"))
        .toList();
  }

  void awaitAlive(int count) {
    await(count + " processes").timeout(TIMEOUT).until(() -> alive().size() == count);
  }

  private static String environment(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    launched.forEach(process -> process.kill(KillReason.ordered("the test is over")));
    for (LaunchedProcess process : launched) {
      process.exit().toCompletableFuture().join();
    }
    Directories.delete(folders.state());
  }
}
