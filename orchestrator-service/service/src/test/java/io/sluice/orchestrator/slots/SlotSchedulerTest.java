package io.sluice.orchestrator.slots;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.prepared;
import static io.sluice.orchestrator.slots.Fixtures.withPermit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlotSchedulerTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final SlotScheduler scheduler = new SlotScheduler(Policies.thread(4), _ -> {}, () -> now);
  private final RecordedLink first = new RecordedLink(1);
  private final RecordedLink second = new RecordedLink(2);

  @Test
  void withoutAnActiveProcessThereIsNoRoom() throws InterruptedException {
    assertThat(scheduler.awaitCapacity(10, Duration.ofMillis(1))).isZero();
  }

  @Test
  void thereIsRoomForTheFreeSlotsAndThePrefetch() throws InterruptedException {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    assertThat(scheduler.awaitCapacity(3, Duration.ofMillis(1))).isEqualTo(5);

    run("a", "b", "c");

    assertThat(scheduler.awaitCapacity(3, Duration.ofMillis(1))).isEqualTo(2);
    assertThat(scheduler.awaitCapacity(0, Duration.ofMillis(1))).isZero();
  }

  @Test
  void whatFindsNoSlotRunsWhenOneIsFree() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");
    assertThat(first.said).containsExactly("execute a");

    scheduler.ended(attempt("a"), _ -> {});

    assertThat(first.said).containsExactly("execute a", "execute b");
  }

  @Test
  void anExecutionThatItsProcessDoesNotRunIsMissing() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    first.ping(7, Duration.ZERO);
    run("a", "b");

    var beforeItReadTheExecute = reconcile(7);
    first.ping(8, Duration.ZERO);
    var toAnEarlierPing = reconcile(7, "b");
    var afterIt = reconcile(8, "b");

    assertThat(beforeItReadTheExecute).isEmpty();
    assertThat(toAnEarlierPing).isEmpty();
    assertThat(afterIt).containsExactly("a");
  }

  @Test
  void anExecutionThatIsStuckOrRunsAgainIsNotMissing() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    run("a", "b");
    scheduler.stuck(attempt("a"), _ -> {});

    assertThat(reconcile(1, "b")).isEmpty();
    assertThat(reconcile(2, "b")).isEmpty();
    assertThat(reconcile(3, "a", "b")).isEmpty();
  }

  @Test
  void anExecutionThatThisWorkerDoesNotKnowIsToldToStop() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));

    assertThat(reconcile(1, "stranger")).isEmpty();

    assertThat(first.said).containsExactly("cancel stranger FENCED");
  }

  private List<String> reconcile(long answered, String... reported) {
    var attempts = Stream.of(reported).map(SlotSchedulerTest::attempt).collect(Collectors.toSet());
    return scheduler.reconcile(first.generation(), answered, attempts, first).stream()
        .map(lost -> lost.execution().attempt().executionId())
        .toList();
  }

  @Test
  void afterAHandOverNewWorkGoesToTheNewProcessOnly() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a");
    scheduler.routeTo(Route.to(second, ExecutionModel.THREAD, 1, 0));

    run("b");
    scheduler.ended(attempt("a"), _ -> {});

    assertThat(first.said).containsExactly("execute a");
    assertThat(second.said).containsExactly("execute b");
  }

  @Test
  void aStuckExecutionKeepsItsSlotAndLosesItsLease() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");

    scheduler.stuck(attempt("a"), _ -> {});

    assertThat(first.said).containsExactly("execute a");
    assertThat(scheduler.freeSlots()).isZero();
    assertThat(scheduler.owned()).extracting(e -> e.attempt().executionId()).containsExactly("b");
  }

  @Test
  void aStuckExecutionThatEndsAfterAllFreesItsSlot() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");
    scheduler.stuck(attempt("a"), _ -> {});

    scheduler.ended(attempt("a"), _ -> {});

    assertThat(first.said).containsExactly("execute a", "execute b");
  }

  @Test
  void whatWasInAProcessThatIsGoneIsTakenAwayOnce() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    run("a", "b");

    var lost = new ArrayList<List<Assignment>>();
    scheduler.lost(new Generation(1), lost::add);
    scheduler.lost(new Generation(1), lost::add);

    assertThat(lost).extracting(List::size).containsExactly(2, 0);
    assertThat(scheduler.assigned()).isEmpty();
  }

  @Test
  void aProcessThatIsGoneGetsNothingMoreAlthoughItsLinkHasNotEndedYet() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    scheduler.lost(new Generation(1), _ -> {});

    scheduler.claimed(List.of(execution("a")));
    scheduler.offer(List.of(prepared("a")));

    assertThat(scheduler.assigned()).isEmpty();
    scheduler.routeTo(Route.to(second, ExecutionModel.THREAD, 2, 0));
    assertThat(scheduler.assigned()).hasSize(1);
  }

  @Test
  void anExecutionThatIsPreparedIsOwnedAndCountsAsRoomTaken() throws InterruptedException {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));

    scheduler.claimed(List.of(execution("a")));

    assertThat(scheduler.owned()).hasSize(1);
    assertThat(scheduler.awaitCapacity(0, Duration.ofMillis(1))).isZero();
  }

  @Test
  void anExecutionThatWasForgottenMeanwhileIsNotRun() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    scheduler.claimed(List.of(execution("a")));

    assertThat(scheduler.forget(attempt("a"))).isTrue();
    scheduler.offer(List.of(prepared("a")));

    assertThat(first.said).isEmpty();
    assertThat(scheduler.forget(attempt("a"))).isFalse();
  }

  @Test
  void aCancelReachesTheProcessThatRunsIt() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a");

    assertThat(scheduler.cancel(attempt("a"), CancelReason.USER)).isTrue();
    assertThat(scheduler.cancel(attempt("unknown"), CancelReason.USER)).isFalse();

    assertThat(first.said).containsExactly("execute a", "cancel a USER");
    assertThat(scheduler.assigned().getFirst().phase()).isEqualTo(Phase.COMPLETING);
  }

  @Test
  void aProcessThatDoesNotReportInTimeIsOverdueOnlyAfterDeadlineAndPatience() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a");
    Duration timeout = Duration.ofSeconds(15);

    now = now.plusSeconds(17);
    assertThat(scheduler.overdue(timeout)).isEmpty();
    now = now.plusMillis(1);
    assertThat(scheduler.overdue(timeout)).hasSize(1);

    scheduler.stuck(attempt("a"), _ -> {});
    assertThat(scheduler.overdue(timeout)).isEmpty();
  }

  @Test
  void aClosingWorkerTakesBackWhatHasNotStarted() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");
    scheduler.claimed(List.of(execution("c")));

    assertThat(scheduler.takeUnstarted())
        .extracting(Attempt::executionId)
        .containsExactlyInAnyOrder("b", "c");
    assertThat(scheduler.assigned()).hasSize(1);
  }

  @Test
  void whatWaitsTooLongForASlotIsGivenBackUnlessAPermitIsSpentOnIt() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");
    scheduler.claimed(List.of(withPermit("c")));
    scheduler.offer(List.of(new ReadyExecution(withPermit("c"), Path.of("/bundle.jar"))));
    now = now.plusSeconds(2);
    assertThat(scheduler.takeOverdue(_ -> Duration.ofSeconds(2))).isEmpty();

    now = now.plusMillis(1);

    assertThat(scheduler.takeOverdue(_ -> Duration.ofSeconds(2))).containsExactly(attempt("b"));
    scheduler.ended(attempt("a"), _ -> {});
    assertThat(first.said).containsExactly("execute a", "execute c");
  }

  @Test
  void aClosingWorkerKeepsWhatHasAPermitUntilItsSlotIsFree() throws InterruptedException {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a");
    scheduler.claimed(List.of(withPermit("b")));
    scheduler.offer(List.of(new ReadyExecution(withPermit("b"), Path.of("/bundle.jar"))));

    assertThat(scheduler.takeUnstarted()).isEmpty();
    assertThat(scheduler.awaitNoneWaiting(Duration.ofMillis(1))).containsExactly(attempt("b"));
  }

  @Test
  void whatAProcessDidNotTakeIsTheNextOne() {
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");

    scheduler.waitAgain(prepared("a"));

    assertThat(first.said).containsExactly("execute a", "execute a");
    assertThat(scheduler.known()).containsExactlyInAnyOrder(attempt("a"), attempt("b"));
  }

  private void run(String... ids) {
    scheduler.claimed(Stream.of(ids).map(Fixtures::execution).toList());
    scheduler.offer(Stream.of(ids).map(Fixtures::prepared).toList());
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }
}
