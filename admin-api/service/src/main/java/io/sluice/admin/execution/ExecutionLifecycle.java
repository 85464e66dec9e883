package io.sluice.admin.execution;

import static io.sluice.api.ExecutionStatus.AWAITING_APPROVAL;
import static io.sluice.api.ExecutionStatus.BLOCKED;
import static io.sluice.api.ExecutionStatus.CANCELLED;
import static io.sluice.api.ExecutionStatus.FAILED;
import static io.sluice.api.ExecutionStatus.PENDING;
import static io.sluice.api.ExecutionStatus.RUNNING;
import static io.sluice.api.ExecutionStatus.SCHEDULED;
import static io.sluice.api.ExecutionStatus.SUCCESS;
import static io.sluice.api.ExecutionStatus.TIMEOUT;

import io.sluice.api.ExecutionStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The state machine of an execution: every legal move, the class that decides on it and the store
 * that writes it. No other class writes the table {@code execution}. {@code
 * docs/execution-lifecycle.md} has the picture. Pure.
 *
 * <p>An execution becomes FAILED by FINISH (its workflow failed, it got stuck, or it crashed its
 * process alone, and no retry is left) or by LOSE (its process or worker was lost once more than
 * the loss budget allows, or it runs at most once and may have started): {@code RecorderRules}
 * decides, {@code ExecutionRecordStore} writes.
 */
public final class ExecutionLifecycle {

  /** A cause of a move. */
  public enum Transition {
    /** Accepted. {@code SubmissionService} decides, {@code ExecutionSubmitStore} writes. */
    SUBMIT,
    /** Approved by a person. Reserved: no statement writes it yet. */
    APPROVE,
    /** Its time has come. {@code Publisher} decides, {@code ExecutionQueueStore} writes. */
    BECOME_DUE,
    /** Put into Redis. {@code Publisher} and {@code Enqueuer}; {@code ExecutionQueueStore}. */
    PUBLISH,
    /** Lost by Redis before it ran. {@code Reconciler} decides, {@code ExecutionQueueStore}. */
    REPUBLISH,
    /** Started by a worker. {@code RecorderRules} decides, {@code ExecutionRecordStore} writes. */
    START,
    /** Ended by its own result. {@code RecorderRules} decides, {@code ExecutionRecordStore}. */
    FINISH,
    /** Failed with a retry left. {@code RecorderRules} decides, {@code ExecutionRecordStore}. */
    RETRY,
    /** Lost its process or worker. {@code RecorderRules} decides, {@code ExecutionRecordStore}. */
    LOSE,
    /** Refused by a worker: blacklisted. {@code RecorderRules}; {@code ExecutionRecordStore}. */
    REFUSE,
    /** Blacklisted while it waits. {@code BlacklistEnforcer}; {@code ExecutionQueueStore}. */
    BLOCK,
    /** Cancelled without a worker. {@code Canceller} decides, {@code ExecutionCancelStore}. */
    CANCEL,
    /** Run again by a person. {@code RetryRules} decides, {@code ExecutionRequeueStore} writes. */
    REQUEUE
  }

  /** A row of the table: from each of these states a transition may lead to each of those. */
  public record Move(Set<ExecutionStatus> from, Transition transition, Set<ExecutionStatus> to) {}

  private static final Set<ExecutionStatus> OPEN = Set.of(SCHEDULED, PENDING, RUNNING);
  private static final Set<ExecutionStatus> ENDED =
      Set.of(SUCCESS, FAILED, TIMEOUT, CANCELLED, BLOCKED);

  /** All moves. */
  public static final List<Move> TABLE =
      List.of(
          new Move(Set.of(), Transition.SUBMIT, Set.of(SCHEDULED, PENDING)),
          new Move(Set.of(AWAITING_APPROVAL), Transition.APPROVE, Set.of(SCHEDULED, PENDING)),
          new Move(Set.of(SCHEDULED), Transition.BECOME_DUE, Set.of(PENDING)),
          new Move(Set.of(SCHEDULED), Transition.PUBLISH, Set.of(SCHEDULED)),
          new Move(Set.of(PENDING), Transition.PUBLISH, Set.of(PENDING)),
          new Move(Set.of(SCHEDULED), Transition.REPUBLISH, Set.of(SCHEDULED)),
          new Move(Set.of(PENDING), Transition.REPUBLISH, Set.of(PENDING)),
          new Move(OPEN, Transition.START, Set.of(RUNNING)),
          new Move(OPEN, Transition.FINISH, Set.of(SUCCESS, FAILED, TIMEOUT, CANCELLED)),
          new Move(OPEN, Transition.RETRY, Set.of(SCHEDULED)),
          new Move(OPEN, Transition.LOSE, Set.of(PENDING, FAILED, CANCELLED)),
          new Move(OPEN, Transition.REFUSE, Set.of(BLOCKED)),
          new Move(Set.of(SCHEDULED, PENDING), Transition.BLOCK, Set.of(BLOCKED)),
          new Move(
              Set.of(AWAITING_APPROVAL, SCHEDULED, PENDING, RUNNING),
              Transition.CANCEL,
              Set.of(CANCELLED)),
          new Move(ENDED, Transition.REQUEUE, Set.of(PENDING)));

  private static final Map<Transition, Set<ExecutionStatus>> FROM = states(Move::from);
  private static final Map<Transition, Set<ExecutionStatus>> TO = states(Move::to);

  private ExecutionLifecycle() {}

  /** The states in which a transition may happen. */
  public static Set<ExecutionStatus> from(Transition transition) {
    return FROM.getOrDefault(transition, Set.of());
  }

  /** The states to which a transition may lead. */
  public static Set<ExecutionStatus> to(Transition transition) {
    return TO.getOrDefault(transition, Set.of());
  }

  private static Map<Transition, Set<ExecutionStatus>> states(
      Function<Move, Set<ExecutionStatus>> side) {
    return TABLE.stream()
        .collect(
            Collectors.groupingBy(
                Move::transition,
                () -> new EnumMap<>(Transition.class),
                Collectors.flatMapping(
                    move -> side.apply(move).stream(), Collectors.toUnmodifiableSet())));
  }

  /** True if the table has this move. */
  public static boolean allows(ExecutionStatus from, Transition transition, ExecutionStatus to) {
    return TABLE.stream()
        .anyMatch(
            move ->
                move.transition() == transition
                    && move.from().contains(from)
                    && move.to().contains(to));
  }

  /**
   * Returns the state after a move.
   *
   * @throws IllegalStateException if the table does not have it
   */
  public static ExecutionStatus move(
      ExecutionStatus from, Transition transition, ExecutionStatus to) {
    if (!allows(from, transition, to)) {
      throw new IllegalStateException(
          "No execution moves from " + from + " to " + to + " by " + transition);
    }
    return to;
  }
}
