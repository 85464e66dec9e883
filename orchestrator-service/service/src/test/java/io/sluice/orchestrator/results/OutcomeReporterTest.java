package io.sluice.orchestrator.results;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.prepared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.sluice.orchestrator.claim.FakeQueue;
import io.sluice.orchestrator.diagnosis.Crashes;
import io.sluice.orchestrator.diagnosis.ExternalSnapshotTaker;
import io.sluice.orchestrator.diagnosis.UnresponsiveCheck;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.NoProcess;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.protocol.Attempt;
import io.sluice.protocol.CancelReason;
import io.sluice.protocol.Completed;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.SharedStateChange;
import io.sluice.protocol.Stuck;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeReporterTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private static final FleetPolicy PROCESS = Policies.process(1, 2);
  private final FakeQueue queue = new FakeQueue();
  private final CompletableFuture<List<String>> answer = new CompletableFuture<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final SlotScheduler scheduler =
      new SlotScheduler(Policies.thread(4), _ -> {}, InstantSource.system());
  private final ResultSender sender = TestOutcomes.sender(queue);
  private final OutcomeReporter outcomes = outcomes(Policies.thread(2), scheduler);

  @BeforeEach
  void run() {
    scheduler.routeTo(Route.to(new RecordedLink(1), ExecutionModel.THREAD, 2, 0));
    for (String id : List.of("a", "b")) {
      scheduler.claimed(List.of(execution(id)));
      scheduler.offer(List.of(prepared(id)));
    }
    sender.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    sender.stop();
  }

  @Test
  void theExitOfAProcessIsToldForWhatWasStuckInItAfterThatWasConfirmed() {
    outcomes.stuck(stuck("a"));
    outcomes.stuck(stuck("a"));

    outcomes.processGone(
        new Generation(1),
        ExecutionModel.THREAD,
        1001,
        new ProcessExit(137, KillReason.ordered("It was killed."), ""));

    sent("a STUCK", "b BLAMELESS");
    sender.recorded(List.of(new io.sluice.queue.Attempt("a", 1, 1)));
    sent("a STUCK", "b BLAMELESS", "a GONE");
    assertThat(queue.completed.getLast().payload()).isEqualTo(new GoneEvent("w", 1001, 1));
  }

  @Test
  void theExitIsToldAlsoForWhatEndedAfterAll() {
    outcomes.stuck(stuck("a"));
    outcomes.completed(ended("a", Outcome.SUCCESS).setLate(true).build());
    outcomes.processGone(
        new Generation(1), ExecutionModel.THREAD, 1001, new ProcessExit(0, null, ""));

    sent("a STUCK", "b CONVICTED");
    sender.recorded(List.of(new io.sluice.queue.Attempt("a", 1, 1)));
    sent("a STUCK", "b CONVICTED", "a GONE");
  }

  @Test
  void whatWasStoppedBecauseItsLeaseMayBeAnothersIsALossAndNotACancel() {
    scheduler.cancel(new io.sluice.queue.Attempt("a", 1, 1), CancelReason.FENCED);
    scheduler.cancel(new io.sluice.queue.Attempt("b", 1, 1), CancelReason.USER);

    outcomes.completed(ended("a", Outcome.CANCELLED).build());
    outcomes.completed(ended("b", Outcome.CANCELLED).build());

    sent("a BLAMELESS", "b RESULT");
    assertThat(queue.completed.getFirst().outcome().errorType()).isEqualTo("WorkerLost");
  }

  @Test
  void aChangeOfSharedStateIsCountedOnceByKindHoweverManyMayHaveMadeIt() {
    outcomes.completed(changed("a", "locale").build());
    outcomes.completed(changed("b", "locale").build());

    assertThat(changes("locale")).isOne();
    assertThat(changes("time-zone")).isZero();
  }

  @Test
  void aKindThatNoRuntimeKnowsIsNoLabelOfItsOwn() {
    outcomes.completed(changed("a", "made up\n").build());

    assertThat(changes("other")).isOne();
    assertThat(meters.find("sluice.shared.state.changes").tag("kind", "made up\n").counter())
        .isNull();
  }

  private double changes(String kind) {
    return meters.get("sluice.shared.state.changes").tag("kind", kind).counter().count();
  }

  private static Completed.Builder changed(String id, String kind) {
    return ended(id, Outcome.SUCCESS)
        .addSharedState(
            SharedStateChange.newBuilder()
                .setKind(kind)
                .setWords("the default locale to tr")
                .setPutBack(true)
                .addAllCandidates(List.of("a", "b")));
  }

  @Test
  void whatIsStuckAloneIsRecordedWhenItsProcessHasEndedAndNotAsStuck() {
    SlotScheduler single = new SlotScheduler(PROCESS, _ -> {}, InstantSource.system());
    OutcomeReporter inProcess = outcomes(PROCESS, single);
    for (String id : List.of("late", "told")) {
      single.claimed(List.of(execution(id)));
      single.offer(List.of(prepared(id)));
    }
    single.routeTo(Route.to(new RecordedLink(1), ExecutionModel.PROCESS, 1, 0));
    single.routeTo(Route.to(new RecordedLink(2), ExecutionModel.PROCESS, 1, 0));
    single.cancel(new io.sluice.queue.Attempt("told", 1, 1), CancelReason.USER);

    inProcess.stuck(stuck("late"));
    inProcess.stuck(stuck("told"));
    assertThat(sender.unconfirmed()).isZero();
    inProcess.processGone(new Generation(1), ExecutionModel.PROCESS, 7, exit(137));
    inProcess.processGone(new Generation(2), ExecutionModel.PROCESS, 8, exit(137));

    sent("late RESULT", "told RESULT");
    assertThat(queue.completed)
        .extracting(c -> c.outcome().status() + " " + c.outcome().errorType())
        .containsExactlyInAnyOrder("TIMEOUT TimeoutError", "CANCELLED null");
  }

  @Test
  void whatWasStuckAloneAndEndedWhileItsProcessWasToldToGoIsRecordedAtOnce() {
    SlotScheduler single = new SlotScheduler(PROCESS, _ -> {}, InstantSource.system());
    OutcomeReporter inProcess = outcomes(PROCESS, single);
    single.claimed(List.of(execution("late")));
    single.offer(List.of(prepared("late")));
    single.routeTo(Route.to(new RecordedLink(1), ExecutionModel.PROCESS, 1, 0));
    inProcess.stuck(stuck("late"));

    inProcess.completed(ended("late", Outcome.SUCCESS).setLate(true).build());
    inProcess.processGone(new Generation(1), ExecutionModel.PROCESS, 7, exit(137));

    sent("late RESULT");
    assertThat(queue.completed.getFirst().outcome().status()).isEqualTo("TIMEOUT");
  }

  private OutcomeReporter outcomes(FleetPolicy policy, SlotScheduler of) {
    return new OutcomeReporter(
        policy,
        of,
        sender,
        new LogForwarder(queue::log, InstantSource.system()),
        _ -> {},
        new UnresponsiveCheck(
            new ExternalSnapshotTaker(
                (_, _) -> {
                  asked.countDown();
                  return answer;
                },
                InstantSource.system()),
            _ -> Optional.of(new NoProcess())),
        new Crashes(_ -> Optional.empty(), InstantSource.system()),
        "w",
        InstantSource.system(),
        new SharedStateReport(meters),
        new AttemptTracer(OpenTelemetry.noop(), InstantSource.system()));
  }

  private static ProcessExit exit(int code) {
    return new ProcessExit(code, KillReason.ordered("It was killed."), "");
  }

  @Test
  void anExecutionWhoseProcessDoesNotReportIsStuckOnceHoweverOftenItIsAsked()
      throws InterruptedException {
    Assignment overdue = scheduler.assigned().getFirst();
    outcomes.unresponsive(overdue, () -> {});
    outcomes.unresponsive(overdue, () -> {});
    asked.await();
    answer.complete(
        List.of("{\"execution_id\":\"a\",\"detected_by\":\"process\",\"verdict\":\"spins\"}"));

    sent("a STUCK");
    outcomes.unresponsive(overdue, () -> {});
    outcomes.stuck(stuck("a"));
    OutcomeEvent outcome = queue.completed.getFirst().outcome();
    assertThat(outcome.errorMessage()).isEqualTo("spins");
    assertThat(outcome.dossierJson()).contains("\"detected_by\":\"orchestrator\"");
    assertThat(sender.unconfirmed()).isOne();
  }

  @Test
  void anExecutionUnderCheckIsStuckAlsoWhenItsProcessEndsMeanwhile() throws InterruptedException {
    outcomes.unresponsive(scheduler.assigned().getFirst(), () -> {});
    asked.await();

    outcomes.processGone(new Generation(1), ExecutionModel.THREAD, 1001, exit(137));

    sent("a STUCK", "b BLAMELESS");
    answer.complete(List.of());
    sender.recorded(List.of(new io.sluice.queue.Attempt("a", 1, 1)));
    sent("a STUCK", "b BLAMELESS", "a GONE");
  }

  private void sent(String... expected) {
    await()
        .untilAsserted(
            () ->
                assertThat(queue.completed)
                    .extracting(c -> c.attempt().executionId() + " " + c.kind())
                    .containsExactlyInAnyOrder(expected));
  }

  private static Stuck stuck(String id) {
    return Stuck.newBuilder().setAttempt(attempt(id)).build();
  }

  private static Completed.Builder ended(String id, Outcome outcome) {
    return Completed.newBuilder().setAttempt(attempt(id)).setOutcome(outcome);
  }

  private static Attempt attempt(String id) {
    return Attempt.newBuilder().setExecutionId(id).setEpoch(1).setClaim(1).build();
  }
}
