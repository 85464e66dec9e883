package io.sluice.orchestrator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.orchestrator.WorkerClock;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.ExitCause;
import io.sluice.orchestrator.process.Hostile;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.process.RealProcess;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Fixtures;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real JVMs that answer nothing over their link. */
@Tag("slow")
class ExternalSnapshotTest {
  private final SlotScheduler scheduler =
      new SlotScheduler(Policies.thread(4), _ -> {}, InstantSource.system());
  private final ExternalSnapshotTaker check =
      new ExternalSnapshotTaker(
          (_, _) -> CompletableFuture.completedFuture(List.of()), new WorkerClock());

  @BeforeEach
  void run() {
    scheduler.routeTo(Route.to(new RecordedLink(1), ExecutionModel.THREAD, 2, 0));
    for (String id : List.of("a", "b")) {
      scheduler.claimed(List.of(Fixtures.execution(id)));
      scheduler.offer(List.of(Fixtures.prepared(id)));
    }
  }

  @Test
  void aBusyLoopIsFoundByTheDumpsOfItsProcess() throws IOException {
    try (var process = RealProcess.start(Hostile.SPIN).awaitReady()) {
      ExternalDossier dossier = dossier(process, assignment("a"));

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
  void aBlockedExecutionNamesTheHolderOfItsLock() throws IOException {
    try (var process = RealProcess.start(Hostile.SPIN).awaitReady()) {
      assertThat(dossier(process, assignment("b")).verdict())
          .startsWith("blocked on lock java.lang.Object <0x")
          .contains("> held by execution a at ");
    }
  }

  @Test
  void aStoppedProcessAnswersNothingAndTheDossierSaysSo() throws IOException, InterruptedException {
    try (var process = RealProcess.start(Hostile.SPIN).awaitReady().signal("STOP")) {
      ExternalDossier dossier = dossier(process, assignment("a"));

      assertThat(dossier.verdict()).isEqualTo("unknown: its process is stopped (state T)");
      assertThat(dossier.stack()).isNull();
      JsonNode json = Json.read(dossier.json(), JsonNode.class);
      assertThat(json.path("process").path("state").asText()).isEqualTo("T");
      assertThat(json.path("thread_dumps").asInt()).isZero();
      assertThat(json.path("tasks")).isNotEmpty();
    }
  }

  @Test
  void aSnapshotIsTakenBeforeASilentProcessIsKilled() throws IOException, InterruptedException {
    var lastLook = new PreKillSnapshot(check, scheduler);
    try (var process =
        RealProcess.start(Hostile.SPIN, launcher -> new SnapshottingLauncher(launcher, lastLook))
            .awaitReady()
            .signal("STOP")) {
      process.process().kill(KillReason.SILENT);
      process
          .process()
          .kill(KillReason.ordered("It was killed after it ignored its order to exit."));

      ProcessExit exit = process.exit();
      assertThat(exit.cause()).isEqualTo(ExitCause.KILLED_AS_SILENT);
      String seen = Objects.requireNonNull(exit.artifacts().lastSeen());
      assertThat(Json.read(seen, JsonNode.class).path("process").path("state").asText())
          .isEqualTo("T");
    }
  }

  @Test
  void anyOtherKillComesAtOnceAndLeavesNothingToSee() throws IOException {
    var never = new CompletableFuture<List<String>>();
    var lastLook =
        new PreKillSnapshot(
            new ExternalSnapshotTaker((_, _) -> never, new WorkerClock()), scheduler);
    try (var process =
        RealProcess.start(Hostile.WAIT, launcher -> new SnapshottingLauncher(launcher, lastLook))
            .awaitReady()) {
      process.process().kill(KillReason.ordered("It was killed by order of alice."));

      assertThat(process.exit().cause()).isEqualTo(ExitCause.KILLED_BY_US);
      assertThat(process.exit().artifacts().lastSeen()).isNull();
    }
  }

  @Test
  void anExecutionIsReportedEvenIfItsCheckNeverEnds() throws IOException {
    var never = new ExternalSnapshotTaker((_, _) -> new CompletableFuture<>(), new WorkerClock());
    var found = new CompletableFuture<ExternalDossier>();
    try (var process = RealProcess.start(Hostile.WAIT).awaitReady()) {
      new UnresponsiveCheck(never, _ -> Optional.of(process.process()))
          .check(assignment("a"), found::complete);

      assertThat(found.orTimeout(60, TimeUnit.SECONDS).join().verdict()).startsWith("unknown: ");
    }
  }

  private ExternalDossier dossier(RealProcess process, Assignment assignment) {
    var unresponsive = new UnresponsiveCheck(check, _ -> Optional.of(process.process()));
    var found = new CompletableFuture<ExternalDossier>();
    unresponsive.check(assignment, found::complete);
    return found.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private Assignment assignment(String id) {
    return scheduler.assigned().stream()
        .filter(each -> each.execution().attempt().executionId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
