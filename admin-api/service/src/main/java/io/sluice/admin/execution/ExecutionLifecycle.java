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
 * The state machine of an execution: every legal move. {@code docs/execution-lifecycle.md} has the
 * picture, and for each move the class that decides on it and the statement that writes it. Only
 * the classes {@code Execution*Store} beside this one write the table {@code execution}. Pure.
 *
 * <p>An execution becomes FAILED by FINISH (its workflow failed, it got stuck, or it crashed its
 * process alone, and no retry is left) or by LOSE (its process or worker was lost once more than
 * the loss budget allows, or it runs at most once and may have started): {@code RecorderRules}
 * decides, {@code ExecutionRecordStore} writes.
 */
public final class ExecutionLifecycle {

  /** A cause of a move. */
  public enum Transition {
    /** Accepted. */
    SUBMIT,
    /** Approved by its council. */
    APPROVE,
    /** Not approved by its council. */
    REJECT,
    /** Its time has come. */
    BECOME_DUE,
    /** Put into Redis. */
    PUBLISH,
    /** Lost by Redis before it ran. */
    REPUBLISH,
    /** Started by a worker. */
    START,
    /** Ended by its own result. */
    FINISH,
    /** Failed with a retry left. */
    RETRY,
    /** Lost its process or worker. */
    LOSE,
    /** Refused by a worker: its workflow is blacklisted. */
    REFUSE,
    /** Its workflow was blacklisted while it waits. */
    BLOCK,
    /** Cancelled without a worker. */
    CANCEL,
    /** Run again by a person. */
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
          new Move(Set.of(), Transition.SUBMIT, Set.of(AWAITING_APPROVAL, SCHEDULED, PENDING)),
          new Move(Set.of(AWAITING_APPROVAL), Transition.APPROVE, Set.of(PENDING)),
          new Move(Set.of(AWAITING_APPROVAL), Transition.REJECT, Set.of(CANCELLED)),
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
