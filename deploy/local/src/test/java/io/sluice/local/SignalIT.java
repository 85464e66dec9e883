package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.local.state.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code up} as a real process and ends it by signals. */
@Tag("long")
class SignalIT {
  private static final Duration GENEROUS = Duration.ofSeconds(90);
  @TempDir private Path folder;
  private StubHome home;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeHome() throws IOException {
    home = new StubHome(folder.resolve("home"));
    Files.createDirectories(folder.resolve("run"));
  }

  @AfterEach
  void endWhatATestLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void theFirstSigtermEndsEverythingInOrderWithExitCode0() throws Exception {
    var up = up();
    var children = childrenOnceReady(up);

    up.destroy();

    assertThat(up.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isZero();
    LeftProcesses.assertNoProcess(children);
    assertThat(folder.resolve("run")).isEmptyDirectory();
    assertThat(folder.resolve("endpoints.json")).doesNotExist();
  }

  @Test
  void aSecondSigtermDoesNotWaitForAPartThatDoesNotEnd() throws Exception {
    home.make("orchestrator-service/service", "stubborn");
    var up = up();
    var children = childrenOnceReady(up);
    var state = Path.of(Endpoints.read(folder.resolve("endpoints.json")).stateDir());

    up.destroy();
    await().atMost(GENEROUS).until(() -> output().contains("stopping"));
    up.destroy();

    assertThat(up.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isEqualTo(130);
    LeftProcesses.assertNoProcess(children);
    LeftProcesses.assertGone(state);
  }

  @Test
  void aKilledUpLeavesNoChildAndNoToken() throws Exception {
    var up = up();
    var children = childrenOnceReady(up);
    var state = Path.of(Endpoints.read(folder.resolve("endpoints.json")).stateDir());

    up.destroyForcibly().waitFor();

    LeftProcesses.assertNoProcess(children);
    LeftProcesses.assertGone(state);
    LeftProcesses.assertGone(folder.resolve("endpoints.json"));
    LeftProcesses.assertGone(folder.resolve("run/sluice-endpoints.json"));
  }

  private Process up() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-Xmx128m",
            "-Dsluice.home=" + home.layout().home(),
            "-Dsluice.cache=" + home.layout().cache(),
            "-cp",
            System.getProperty("java.class.path"),
            Up.class.getName(),
            "--endpoints",
            folder.resolve("endpoints.json").toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
    var up = builder.redirectErrorStream(true).redirectOutput(out().toFile()).start();
    started.add(up);
    return up;
  }

  private List<Long> childrenOnceReady(Process up) {
    await().atMost(GENEROUS).until(() -> output().contains("\nREADY\n"));
    return up.descendants().map(ProcessHandle::pid).toList();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private String output() throws IOException {
    return Files.readString(out());
  }
}
