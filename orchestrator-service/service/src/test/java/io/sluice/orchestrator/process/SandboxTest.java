package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.sluice.orchestrator.fleet.KillReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits and users, as real processes find them. */
class SandboxTest {
  private static final Map<String, String> OWN_USERS = Map.of("run-as", "20001-20002:20000");

  @Test
  void aProcessCanOpenOnlySoManyFiles() throws Exception {
    try (var launches = TestLaunches.with(Map.of("open-files", "300"))) {
      assertThat(launches.printed("ulimit -n; ulimit -Hn; exit")).contains("300\n300\n");
    }
  }

  @Test
  void aProcessWithTooManyChildrenIsDegraded() throws Exception {
    try (var launches = TestLaunches.with(Map.of("most-children", "2"))) {
      var modest = launches.launch("true");
      assertThat(modest.passedLimit()).isEmpty();
      var process = launches.launch("sleep 300 & sleep 300 & wait");
      await("the limit to be passed")
          .timeout(Duration.ofSeconds(60))
          .until(
              () ->
                  process
                      .passedLimit()
                      .filter(
                          "It has 3 child processes, more than SLUICE_LAUNCH_MOST_CHILDREN=2."
                              ::equals)
                      .isPresent());
    }
  }

  @Test
  void aProcessOfItsOwnUserReachesItsSocketAndItsDirectoryAndNoMore() throws Exception {
    assumeThat(isRoot()).as("this test may switch users").isTrue();
    try (var launches = TestLaunches.with(OWN_USERS)) {
      assertThat(launches.printed("connect")).contains("connected");

      long worker = ProcessHandle.current().pid();
      var script =
          "id -u; id -G; touch tmp/mine && echo \"$HOME\" && echo wrote;"
              + String.format(
                  Locale.ROOT,
                  "cat /proc/%d/environ || echo hidden; ls .. || echo closed; exit",
                  worker);
      assertThat(launches.printed(script))
          .contains("20002\n20000\n")
          .contains("wrote")
          .contains("hidden")
          .contains("closed");
      try (var left = Files.list(launches.where().processes())) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void theKernelRefusesMoreTasksToAUserOfItsOwn() throws Exception {
    assumeThat(isRoot()).as("this test may switch users").isTrue();
    try (var launches = TestLaunches.with(OWN_USERS)) {
      assertThat(launches.printed("grep 'Max processes' /proc/self/limits; exit"))
          .containsPattern("Max processes +1088 +1088");
    }
  }

  @Test
  void whatAUserLeftIsKilledAndTheUserIsFreeAgain() throws Exception {
    assumeThat(isRoot()).as("this test may switch users").isTrue();
    try (var launches = TestLaunches.with(OWN_USERS)) {
      var first = launches.launch("sh -c 'setsid sleep 300 & exit 0'");
      launches.awaitAlive(2);
      launches.launch("true");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> launches.launch("true"))
          .withMessageContaining("SLUICE_LAUNCH_RUN_AS is 20001-20002:20000");
      first.kill(KillReason.ordered("to free its user"));
      launches.exit(first);
      assertThat(launches.printed("id -u; exit")).contains("20001");
    }
  }

  @Test
  void aUserWhoCannotReachTheFoldersIsRefusedAtStart() throws Exception {
    assumeThat(isRoot()).as("this test may switch users").isTrue();
    var closed = Files.createTempDirectory("sluice-closed");
    try {
      var state = closed.resolve("state");
      var jars = List.of(Path.of("target").toAbsolutePath());
      var folders = new LaunchFolders(state, state.resolve("own"), jars);
      Files.createDirectories(folders.processes());
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> Sandbox.of(TestLaunches.config(OWN_USERS), folders))
          .withMessageContaining("SLUICE_LAUNCH_RUN_AS is 20001-20002:20000")
          .withMessageContaining("cannot reach " + folders.processes());
    } finally {
      Directories.delete(closed);
    }
  }

  @Test
  void aWorkerThatCannotSwitchUsersSaysSoAtStart() throws IOException {
    assumeThat(isRoot()).as("this test may not switch users").isFalse();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestLaunches.with(OWN_USERS))
        .withMessageContaining("cannot switch users");
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}
