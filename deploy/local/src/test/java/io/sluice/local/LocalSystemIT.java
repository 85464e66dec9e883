package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.local.child.StartFailed;
import io.sluice.local.state.Endpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemIT {
  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private StubHome home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new StubHome(folder.resolve("home"));
  }

  @Test
  void saysWhereItIsAndLeavesNothingBehind() throws Exception {
    var file = folder.resolve("endpoints.json");
    var system =
        prepared(
            new LocalOptions(2, Optional.empty(), Map.of(), List.of(file), List.of(), Map.of()));

    system.start();

    var endpoints = Endpoints.read(file);
    assertThat(endpoints).isEqualTo(system.endpoints());
    assertThat(endpoints.workers()).hasSize(2).doesNotHaveDuplicates();
    assertThat(system.children())
        .extracting(child -> child.name())
        .containsExactlyInAnyOrder(
            "postgres", "redis", "admin-api", "diagnostics-web", "worker-1", "worker-2");
    var pids = system.pids();
    system.close();

    LeftProcesses.assertNoProcess(pids);
    LeftProcesses.assertGone(Path.of(endpoints.stateDir()));
    LeftProcesses.assertGone(file);
    LeftProcesses.assertNothingListensAt(
        endpoints.adminApi(),
        endpoints.diagnosticsWeb(),
        endpoints.postgresUrl(),
        endpoints.redisUrl());
  }

  @Test
  void namesThePartThatDiesWithTheEndOfItsLogAndCleansUp() throws Exception {
    home.make("admin-api/service", "ill");
    var system = prepared(LocalOptions.usual());

    var failure = catchThrowableOfType(StartFailed.class, system::start);

    assertThat(failure).hasMessage("admin-api ended with exit code 3 before it was ready");
    assertThat(failure.lastLines()).contains("cannot go on: this service is ill");
    var pids = system.pids();
    system.close();
    LeftProcesses.assertNoProcess(pids);
    LeftProcesses.assertGone(system.folder());
  }

  @Test
  void keepsTheCredentialsWhereDataIsKept() throws Exception {
    var keep = Optional.of(folder.resolve("kept"));
    var options = new LocalOptions(0, keep, Map.of(), List.of(), List.of(), Map.of());
    var first = prepared(options);
    var credentials = first.endpoints().token();
    first.close();

    var second = prepared(options);

    assertThat(second.endpoints().token()).isEqualTo(credentials);
    second.close();
  }

  @Test
  void aPartThatIgnoresItsEndIsKilledWhenTheSystemIsAborted() throws Exception {
    home.make("orchestrator-service/service", "stubborn");
    var system = prepared(LocalOptions.usual());
    system.start();
    var pids = system.pids();

    system.abort();

    LeftProcesses.assertNoProcess(pids);
    LeftProcesses.assertGone(system.folder());
  }

  @Test
  void closingWhileItStartsEndsWhatHasStarted() throws Exception {
    var system = prepared(LocalOptions.usual());
    var starting =
        Thread.ofVirtual()
            .start(
                () ->
                    assertThat(catchThrowableOfType(IOException.class, system::start)).isNotNull());
    await().until(() -> system.children().size() >= 2);
    var pids = system.pids();

    system.close();
    starting.join();

    LeftProcesses.assertNoProcess(pids);
    LeftProcesses.assertGone(system.folder());
  }

  private LocalSystem prepared(LocalOptions options) throws IOException {
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return LocalSystem.prepare(options, home.layout(), new Progress(out));
  }
}
