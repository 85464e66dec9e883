package io.sluice.orchestrator.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.orchestrator.clock.MonotonicClock;
import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.Dossier;
import io.sluice.orchestrator.dispatch.Fixtures;
import io.sluice.orchestrator.dispatch.RecordedLink;
import io.sluice.orchestrator.dispatch.Route;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetRules;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.launch.ExitCause;
import io.sluice.orchestrator.launch.Hostile;
import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.orchestrator.launch.RealProcess;
import io.sluice.queue.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real JVMs that answer nothing over their link. */
class OutsideTest {
  private final Dispatcher dispatcher =
      new Dispatcher(Policies.thread(4), _ -> {}, InstantSource.system());
  private final OutsideLook look =
      new OutsideLook((_, _) -> CompletableFuture.completedFuture(List.of()), new MonotonicClock());

  @BeforeEach
  void run() {
    dispatcher.routeTo(Route.to(new RecordedLink(1), ExecutionModel.THREAD, 2, 0));
    for (String id : List.of("a", "b")) {
      dispatcher.claimed(List.of(Fixtures.execution(id)));
      dispatcher.offer(List.of(Fixtures.prepared(id)));
    }
  }

  @Test
  void aBusyLoopIsFoundByTheDumpsOfItsProcess() throws IOException {
    try (var process = RealProcess.start(Hostile.SPIN).awaitReady()) {
      Dossier dossier = dossier(process, assignment("a"));

      assertThat(dossier.verdict()).startsWith("spinning in Hostile$").contains("Hostile.java:");
      assertThat(dossier.stack()).contains("execution-a").contains("Hostile");
      JsonNode json = Json.read(dossier.json(), JsonNode.class);
      assertThat(json.path("detected_by").asText()).isEqualTo("orchestrator");
      assertThat(json.path("verdict_kind").asText()).isEqualTo("spinning");
      assertThat(json.path("sample").asText()).isEqualTo("no answer within 2 s");
      assertThat(json.path("samples")).isNotEmpty();
      JsonNode busiest = json.path("tasks").path(0);
      assertThat(busiest.path("name").asText()).as("%s", json).isEqualTo("execution-a");
      assertThat(busiest.path("state").asText()).isEqualTo("R");
    }
  }

  @Test
  void whoWaitsForALockIsToldWhoHoldsIt() throws IOException {
    try (var process = RealProcess.start(Hostile.SPIN).awaitReady()) {
      assertThat(dossier(process, assignment("b")).verdict())
          .startsWith("blocked on lock java.lang.Object <0x")
          .endsWith("> held by execution a");
    }
  }

  @Test
  void aStoppedProcessAnswersNothingAndTheDossierSaysSo() throws IOException, InterruptedException {
    try (var process = RealProcess.start(Hostile.SPIN).awaitReady().signal("STOP")) {
      Dossier dossier = dossier(process, assignment("a"));

      assertThat(dossier.verdict()).isEqualTo("unknown: its process is stopped (state T)");
      assertThat(dossier.stack()).isNull();
      JsonNode json = Json.read(dossier.json(), JsonNode.class);
      assertThat(json.path("process").path("state").asText()).isEqualTo("T");
      assertThat(json.path("thread_dumps").asInt()).isZero();
      assertThat(json.path("tasks")).isNotEmpty();
    }
  }

  @Test
  void aSilentProcessIsLookedAtBeforeItIsKilled() throws IOException, InterruptedException {
    var lastLook = new LastLook(look, dispatcher);
    try (var process =
        RealProcess.start(Hostile.SPIN, launcher -> new WatchedLauncher(launcher, lastLook))
            .awaitReady()
            .signal("STOP")) {
      process.process().kill(FleetRules.SILENT);
      process.process().kill("It was killed after it ignored its order to exit.");

      ProcessExit exit = process.exit();
      assertThat(exit.cause()).isEqualTo(ExitCause.KILLED_AS_SILENT);
      String seen = Objects.requireNonNull(exit.traces().lastSeen());
      assertThat(Json.read(seen, JsonNode.class).path("process").path("state").asText())
          .isEqualTo("T");
    }
  }

  @Test
  void anyOtherKillComesAtOnceAndLeavesNothingToSee() throws IOException {
    var never = new CompletableFuture<List<String>>();
    var lastLook = new LastLook(new OutsideLook((_, _) -> never, new MonotonicClock()), dispatcher);
    try (var process =
        RealProcess.start(Hostile.WAIT, launcher -> new WatchedLauncher(launcher, lastLook))
            .awaitReady()) {
      process.process().kill("It was killed by order of alice.");

      assertThat(process.exit().cause()).isEqualTo(ExitCause.KILLED_BY_US);
      assertThat(process.exit().traces().lastSeen()).isNull();
    }
  }

  @Test
  void anExecutionIsToldOfAlsoWhenTheLookNeverEnds() throws IOException {
    var never = new OutsideLook((_, _) -> new CompletableFuture<>(), new MonotonicClock());
    var told = new CompletableFuture<Dossier>();
    try (var process = RealProcess.start(Hostile.WAIT).awaitReady()) {
      new Unheard(never, _ -> Optional.of(process.process())).look(assignment("a"), told::complete);

      assertThat(told.orTimeout(60, TimeUnit.SECONDS).join().verdict()).startsWith("unknown: ");
    }
  }

  private Dossier dossier(RealProcess process, Assignment assignment) {
    var unheard = new Unheard(look, _ -> Optional.of(process.process()));
    var told = new CompletableFuture<Dossier>();
    unheard.look(assignment, told::complete);
    return told.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private Assignment assignment(String id) {
    return dispatcher.assigned().stream()
        .filter(each -> each.execution().attempt().executionId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
