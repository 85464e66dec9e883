package io.sluice.orchestrator.dispatch;

import static io.sluice.orchestrator.dispatch.Fixtures.execution;
import static io.sluice.orchestrator.dispatch.Fixtures.prepared;
import static io.sluice.orchestrator.dispatch.Fixtures.withPermit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.Policies;
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

class DispatcherTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Dispatcher dispatcher = new Dispatcher(Policies.thread(4), _ -> {}, () -> now);
  private final RecordedLink first = new RecordedLink(1);
  private final RecordedLink second = new RecordedLink(2);

  @Test
  void withoutAnActiveProcessThereIsNoRoom() throws InterruptedException {
    assertThat(dispatcher.awaitRoom(10, Duration.ofMillis(1))).isZero();
  }

  @Test
  void thereIsRoomForTheFreeSlotsAndThePrefetch() throws InterruptedException {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    assertThat(dispatcher.awaitRoom(3, Duration.ofMillis(1))).isEqualTo(5);

    run("a", "b", "c");

    assertThat(dispatcher.awaitRoom(3, Duration.ofMillis(1))).isEqualTo(2);
    assertThat(dispatcher.awaitRoom(0, Duration.ofMillis(1))).isZero();
  }

  @Test
  void whatFindsNoSlotRunsWhenOneIsFree() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");
    assertThat(first.said).containsExactly("execute a");

    dispatcher.ended(attempt("a"), _ -> {});

    assertThat(first.said).containsExactly("execute a", "execute b");
  }

  @Test
  void anExecutionThatItsProcessDoesNotRunIsMissing() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
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
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    run("a", "b");
    dispatcher.stuck(attempt("a"), _ -> {});

    assertThat(reconcile(1, "b")).isEmpty();
    assertThat(reconcile(2, "b")).isEmpty();
    assertThat(reconcile(3, "a", "b")).isEmpty();
  }

  @Test
  void anExecutionThatThisWorkerDoesNotKnowIsToldToStop() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));

    assertThat(reconcile(1, "stranger")).isEmpty();

    assertThat(first.said).containsExactly("cancel stranger FENCED");
  }

  private List<String> reconcile(long answered, String... reported) {
    var attempts = Stream.of(reported).map(DispatcherTest::attempt).collect(Collectors.toSet());
    return dispatcher.reconcile(first.generation(), answered, attempts, first).stream()
        .map(lost -> lost.execution().attempt().executionId())
        .toList();
  }

  @Test
  void afterAHandOverNewWorkGoesToTheNewProcessOnly() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a");
    dispatcher.routeTo(Route.to(second, ExecutionModel.THREAD, 1, 0));

    run("b");
    dispatcher.ended(attempt("a"), _ -> {});

    assertThat(first.said).containsExactly("execute a");
    assertThat(second.said).containsExactly("execute b");
  }

  @Test
  void aStuckExecutionKeepsItsSlotAndLosesItsLease() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");

    dispatcher.stuck(attempt("a"), _ -> {});

    assertThat(first.said).containsExactly("execute a");
    assertThat(dispatcher.freeSlots()).isZero();
    assertThat(dispatcher.owned()).extracting(e -> e.attempt().executionId()).containsExactly("b");
  }

  @Test
  void aStuckExecutionThatEndsAfterAllFreesItsSlot() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");
    dispatcher.stuck(attempt("a"), _ -> {});

    dispatcher.ended(attempt("a"), _ -> {});

    assertThat(first.said).containsExactly("execute a", "execute b");
  }

  @Test
  void whatWasInAProcessThatIsGoneIsTakenAwayOnce() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    run("a", "b");

    var lost = new ArrayList<List<Assignment>>();
    dispatcher.lost(new Generation(1), lost::add);
    dispatcher.lost(new Generation(1), lost::add);

    assertThat(lost).extracting(List::size).containsExactly(2, 0);
    assertThat(dispatcher.assigned()).isEmpty();
  }

  @Test
  void aProcessThatIsGoneGetsNothingMoreAlthoughItsLinkHasNotEndedYet() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 2, 0));
    dispatcher.lost(new Generation(1), _ -> {});

    dispatcher.claimed(List.of(execution("a")));
    dispatcher.offer(List.of(prepared("a")));

    assertThat(dispatcher.assigned()).isEmpty();
    dispatcher.routeTo(Route.to(second, ExecutionModel.THREAD, 2, 0));
    assertThat(dispatcher.assigned()).hasSize(1);
  }

  @Test
  void anExecutionThatIsPreparedIsOwnedAndCountsAsRoomTaken() throws InterruptedException {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));

    dispatcher.claimed(List.of(execution("a")));

    assertThat(dispatcher.owned()).hasSize(1);
    assertThat(dispatcher.awaitRoom(0, Duration.ofMillis(1))).isZero();
  }

  @Test
  void anExecutionThatWasForgottenMeanwhileIsNotRun() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    dispatcher.claimed(List.of(execution("a")));

    assertThat(dispatcher.forget(attempt("a"))).isTrue();
    dispatcher.offer(List.of(prepared("a")));

    assertThat(first.said).isEmpty();
    assertThat(dispatcher.forget(attempt("a"))).isFalse();
  }

  @Test
  void aCancelReachesTheProcessThatRunsIt() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a");

    assertThat(dispatcher.cancel(attempt("a"), CancelReason.USER)).isTrue();
    assertThat(dispatcher.cancel(attempt("unknown"), CancelReason.USER)).isFalse();

    assertThat(first.said).containsExactly("execute a", "cancel a USER");
    assertThat(dispatcher.assigned().getFirst().phase()).isEqualTo(Phase.COMPLETING);
  }

  @Test
  void aProcessThatDoesNotReportInTimeIsOverdueOnlyAfterDeadlineAndPatience() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a");
    Duration patience = Duration.ofSeconds(15);

    now = now.plusSeconds(17);
    assertThat(dispatcher.overdue(patience)).isEmpty();
    now = now.plusMillis(1);
    assertThat(dispatcher.overdue(patience)).hasSize(1);

    dispatcher.stuck(attempt("a"), _ -> {});
    assertThat(dispatcher.overdue(patience)).isEmpty();
  }

  @Test
  void aClosingWorkerTakesBackWhatHasNotStarted() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");
    dispatcher.claimed(List.of(execution("c")));

    assertThat(dispatcher.takeUnstarted())
        .extracting(Attempt::executionId)
        .containsExactlyInAnyOrder("b", "c");
    assertThat(dispatcher.assigned()).hasSize(1);
  }

  @Test
  void whatWaitsTooLongForASlotIsGivenBackUnlessAPermitIsSpentOnIt() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");
    dispatcher.claimed(List.of(withPermit("c")));
    dispatcher.offer(List.of(new Prepared(withPermit("c"), Path.of("/bundle.jar"))));
    now = now.plusSeconds(2);
    assertThat(dispatcher.takeOverdue(_ -> Duration.ofSeconds(2))).isEmpty();

    now = now.plusMillis(1);

    assertThat(dispatcher.takeOverdue(_ -> Duration.ofSeconds(2))).containsExactly(attempt("b"));
    dispatcher.ended(attempt("a"), _ -> {});
    assertThat(first.said).containsExactly("execute a", "execute c");
  }

  @Test
  void aClosingWorkerKeepsWhatHasAPermitUntilItsSlotIsFree() throws InterruptedException {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a");
    dispatcher.claimed(List.of(withPermit("b")));
    dispatcher.offer(List.of(new Prepared(withPermit("b"), Path.of("/bundle.jar"))));

    assertThat(dispatcher.takeUnstarted()).isEmpty();
    assertThat(dispatcher.awaitNoneWaiting(Duration.ofMillis(1))).containsExactly(attempt("b"));
  }

  @Test
  void whatAProcessDidNotTakeIsTheNextOne() {
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 1, 0));
    run("a", "b");

    dispatcher.waitAgain(prepared("a"));

    assertThat(first.said).containsExactly("execute a", "execute a");
    assertThat(dispatcher.known()).containsExactlyInAnyOrder(attempt("a"), attempt("b"));
  }

  private void run(String... ids) {
    dispatcher.claimed(Stream.of(ids).map(Fixtures::execution).toList());
    dispatcher.offer(Stream.of(ids).map(Fixtures::prepared).toList());
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }
}
