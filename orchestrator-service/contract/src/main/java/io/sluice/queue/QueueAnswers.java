package io.sluice.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of {@link QueueScripts} and {@link QueueInspection}, one type for each script. */
public final class QueueAnswers {
  private QueueAnswers() {}

  /** Result of adding one {@link QueueEntry}. */
  public enum EnqueueAnswer {
    OK,
    /** It is in the queue already, at this epoch or a later one. */
    EXISTS,
    /** This epoch has finished; its result may still be on the way to PostgreSQL. */
    DONE,
    /** Its workflow is blacklisted. */
    BLOCKED,
    /** The window is full: the execution stays in PostgreSQL and is published later. */
    FULL
  }

  /** Result of a request to start; nothing runs without GO. */
  public enum StartAnswer {
    GO,
    /** A permit was requested; the answer comes through the command stream. */
    ASKED,
    /** The workflow was blacklisted meanwhile; the execution ends BLOCKED. */
    BLOCKED,
    /** Another attempt owns it. */
    FENCED,
    /** Redis has forgotten it; nothing ran and the reconciler publishes it again. */
    MISSING,
    /**
     * Redis has lost its blacklist or incarnation: the execution is given back, and nothing may
     * start now.
     */
    NOT_READY
  }

  /** Ownership of an attempt, according to Redis. */
  public enum Liveness {
    OK,
    /**
     * Another attempt owns the execution: this one is cancelled and its result dropped; its
     * neighbours continue.
     */
    FENCED,
    /** Redis has forgotten it: the worker adopts it. */
    MISSING
  }

  /**
   * Result of renewing the leases of a worker.
   *
   * @param generation incarnation of the queue, empty if Redis has lost it
   * @param liveness one for each attempt, in order
   */
  public record RenewAnswer(String generation, List<Liveness> liveness) {}

  /** Result of writing an attempt back after a wipe of Redis. */
  public enum AdoptAnswer {
    OK,
    EXISTS,
    DONE
  }

  /**
   * Result of sending a {@link Completion}. Repeating one is harmless.
   *
   * @param entry id of its event in the results stream; empty if none was written, or if it is not
   *     known
   */
  public record CompleteAnswer(Fate fate, String entry) {

    /** Decision of Redis. */
    public enum Fate {
      OK,
      /** Another attempt owns the execution: this result is refused, now and for ever. */
      FENCED,
      /** Completed before. */
      DUP,
      /** Redis forgot the attempt: the event is written and PostgreSQL decides. */
      UNVERIFIED
    }
  }

  /** Result of reaping an execution with an expired lease. */
  public enum ReapAnswer {
    REQUEUED,
    /** Its loss budget is spent: a {@code lost} event ends it. */
    SPENT,
    /** Its body is missing: the reconciler publishes it again. */
    GONE,
    /** Its owner renewed meanwhile. */
    CHANGED
  }

  /** State in Redis of an execution that PostgreSQL has published. */
  public enum ProbeAnswer {
    /** Queued, delayed or running, with all its parts. */
    WHOLE,
    /** Incomplete, so that it would never be delivered. */
    BROKEN,
    /** Present at an earlier epoch: Redis was rolled back. */
    OLD,
    /** Finished according to Redis: its result may be on the way, or lost. */
    DONE,
    /** Unknown to Redis. */
    NONE
  }

  /** Result of a claim. */
  public sealed interface ClaimAnswer {

    /**
     * The queue has lost its incarnation or its blacklist and is being rebuilt: no claims are
     * possible yet.
     */
    record NotReady() implements ClaimAnswer {}

    /**
     * Too many results are not recorded yet: the worker finishes running executions and claims no
     * more.
     */
    record Backpressure() implements ClaimAnswer {}

    /**
     * The claimed executions.
     *
     * @param generation incarnation of the queue; a changed one means that Redis lost data
     * @param executions at most the requested number, in the order to start them
     * @param unreadable claimed entries that this version cannot read
     * @param lastIds last ids of the three streams; an idle worker blocks on entries after them
     */
    record Claimed(
        String generation,
        List<ClaimedExecution> executions,
        List<Unreadable> unreadable,
        List<String> lastIds)
        implements ClaimAnswer {}

    /**
     * A queue entry that would fail at each worker that claims it.
     *
     * @param attempt its attempt; null if not even that can be read
     * @param reason why it is not readable, as a sentence
     */
    record Unreadable(@Nullable Attempt attempt, String reason) {}
  }

  /** Result of withdrawing an execution that was cancelled before it ran. */
  public sealed interface WithdrawAnswer {
    record Withdrawn() implements WithdrawAnswer {}

    /** A worker has claimed it and must be sent a cancel. */
    record Claimed(String workerId, long claim) implements WithdrawAnswer {}

    /** Ended according to Redis: its result is on the way to PostgreSQL and decides. */
    record Done() implements WithdrawAnswer {}

    /** Not in the queue, and it cannot enter the queue at this epoch any more. */
    record None() implements WithdrawAnswer {}

    /** In the queue at another epoch. */
    record Fenced() implements WithdrawAnswer {}
  }
}
