package io.sluice.admin.recorder;

import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Attempt;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rules that decide on an event: whether it applies, and the next state of its execution. Pure:
 * time and randomness are passed in. The statement that writes repeats the same guard.
 */
final class RecorderRules {

  static final String WORKER_LOST = "WorkerLost";
  static final String PROCESS_CRASHED = "ProcessCrashed";
  static final String STUCK = "ExecutionStuck";
  static final String BLACKLISTED = "WorkflowBlacklisted";
  private static final String CANCELLED_FIRST = "Cancelled; its process ended first.";

  private final int lossBudget;
  private final Duration inferGoneAfter;
  private final RandomGenerator random;

  /**
   * Rules of one installation.
   *
   * @param lossBudget the number of losses that are tolerated
   * @param inferGoneAfter the time after the end of a lease during which its worker may still run
   *     it
   */
  RecorderRules(int lossBudget, Duration inferGoneAfter, RandomGenerator random) {
    this.lossBudget = lossBudget;
    this.inferGoneAfter = inferGoneAfter;
    this.random = random;
  }

  Recording decide(ExecutionState state, ReportReader.Read.Event event, Instant now) {
    return decide(state, event.attempt(), event.report(), event.owner(), now);
  }

  Recording decide(
      ExecutionState state, Attempt attempt, Report report, @Nullable String owner, Instant now) {
    return switch (report) {
      case Report.Gone(var event) -> gone(state, event);
      case Report.Asked(var asking) -> asked(state, attempt, asking);
      case Report.PermitReturned(var holder) -> permitReturned(state, Permit.of(attempt, holder));
      case Report.Started _,
          Report.Ended _,
          Report.Convicted _,
          Report.Suspect _,
          Report.Killed _,
          Report.Blameless _,
          Report.Lost _,
          Report.Blocked _,
          Report.Unreadable _ -> {
        String refusal = refusal(state, attempt);
        yield refusal == null
            ? apply(state, attempt.claim(), report, owner, now)
            : new Recording.Refused(refusal);
      }
    };
  }

  private static @Nullable String refusal(ExecutionState state, Attempt attempt) {
    if (state.status().terminal()) {
      return "duplicate: it has ended as " + state.status();
    }
    return attempt.epoch() != state.epoch() || attempt.claim() < state.lastClaim()
        ? String.format(
            Locale.ROOT, "fenced: it is at epoch %d, claim %d", state.epoch(), state.lastClaim())
        : null;
  }

  private static Recording gone(ExecutionState state, GoneEvent event) {
    Alive alive = state.alive();
    return alive != null && alive.isIn(event.workerId(), event.generation())
        ? new Recording.Gone(state.with((Alive) null), event)
        : new Recording.Refused("no attempt of it was alive there");
  }

  /**
   * Grants the permit to one attempt. It may ask again after a lost reply; another one may only
   * follow under a new epoch, which a loss gives, and never for an at-most-once workflow.
   */
  private static Recording asked(ExecutionState state, Attempt attempt, String owner) {
    Permit asking = Permit.of(attempt, owner);
    Permit held = state.permit();
    boolean first =
        held == null
            || held.equals(asking)
            || (held.epoch() < state.epoch() && !state.terms().atMostOnce());
    boolean alone = state.alive() == null && (state.lock() != null || !state.terms().exclusive());
    boolean granted = refusal(state, attempt) == null && !state.cancelRequested() && first && alone;
    return new Recording.Asked(granted ? state.with(asking) : state, asking, granted);
  }

  /**
   * Takes a permit back from its holder, which knows that it has run nothing. A request by another
   * attempt is no proof of that: a Redis that was rolled back may have lost the start of the first
   * one.
   */
  private static Recording permitReturned(ExecutionState state, Permit returned) {
    return new Recording.PermitReturned(
        returned.equals(state.permit()) ? state.withoutPermit() : state, returned);
  }

  private Recording apply(
      ExecutionState state, long claim, Report report, @Nullable String owner, Instant now) {
    return switch (report) {
      case Report.Started(var event) -> new Recording.Running(state.running(claim), event);
      case Report.Ended(var status, var outcome) -> ended(state, claim, status, outcome, now);
      case Report.Convicted(var outcome) ->
          endedOrRetried(
              state.unsuspected(),
              claim,
              ExecutionStatus.FAILED,
              outcome,
              Suspicion.CONVICTED,
              now);
      case Report.Suspect(var outcome) -> suspected(state, claim, outcome);
      case Report.Killed(var outcome) ->
          state.losses() == 0
              ? lost(state, claim, 1, lossOf(outcome), null)
              : suspected(state, claim, outcome);
      case Report.Blameless(var outcome) -> lost(state, claim, 1, lossOf(outcome), null);
      case Report.Lost(int losses) ->
          lost(
              mayBeAlive(state, owner, now),
              claim,
              losses,
              new Loss(null, WORKER_LOST, "Its worker was lost before it sent a result."),
              null);
      case Report.Blocked() ->
          new Recording.Final(
              state.unsuspected().ended(ExecutionStatus.BLOCKED, claim),
              null,
              BLACKLISTED,
              "The workflow is blacklisted.",
              null);
      case Report.Unreadable(var why) ->
          lost(state, claim, 1, new Loss(null, WORKER_LOST, why), null);
      case Report.Gone _, Report.Asked _, Report.PermitReturned _ ->
          throw new IllegalStateException("Decided before.");
    };
  }

  private Recording ended(
      ExecutionState state, long claim, ExecutionStatus status, OutcomeEvent outcome, Instant now) {
    // An execution that was cancelled before it ran proves nothing.
    boolean acquitted = state.suspect() && outcome.startedAt() != null;
    ExecutionState after = STUCK.equals(outcome.errorType()) ? state.with(aliveIn(outcome)) : state;
    return endedOrRetried(
        after.unsuspected(), claim, status, outcome, acquitted ? Suspicion.ACQUITTED : null, now);
  }

  private Recording endedOrRetried(
      ExecutionState state,
      long claim,
      ExecutionStatus status,
      OutcomeEvent outcome,
      @Nullable Suspicion suspicion,
      Instant now) {
    boolean failed = status == ExecutionStatus.FAILED || status == ExecutionStatus.TIMEOUT;
    boolean repeatable =
        failed
            && !state.cancelRequested()
            && !state.terms().atMostOnce()
            && (!STUCK.equals(outcome.errorType()) || state.terms().idempotent());
    return repeatable && state.retries() < state.terms().maxRetries()
        ? new Recording.Retried(
            state.retried(now.plus(Backoff.before(state.retries(), random))), outcome, suspicion)
        : new Recording.Final(
            state.ended(status, claim),
            outcome,
            outcome.errorType(),
            outcome.errorMessage(),
            suspicion);
  }

  private static Alive aliveIn(OutcomeEvent outcome) {
    return new Alive(outcome.workerId(), outcome.generation(), null);
  }

  /**
   * Marks a possible survivor: a lost worker cannot report the end of its processes, so an
   * exclusive lock waits.
   */
  private ExecutionState mayBeAlive(ExecutionState state, @Nullable String owner, Instant now) {
    return state.terms().exclusive()
        ? state.with(new Alive(owner == null ? "" : owner, 0, now.plus(inferGoneAfter)))
        : state;
  }

  /** The cause of a loss. */
  private record Loss(
      @Nullable OutcomeEvent outcome, String errorType, @Nullable String errorMessage) {}

  private static Loss lossOf(OutcomeEvent outcome) {
    return new Loss(
        outcome,
        Objects.requireNonNullElse(outcome.errorType(), PROCESS_CRASHED),
        outcome.errorMessage());
  }

  private Recording suspected(ExecutionState state, long claim, OutcomeEvent outcome) {
    return lost(state.suspected(), claim, 1, lossOf(outcome), Suspicion.SUSPECTED);
  }

  private Recording lost(
      ExecutionState state, long claim, int losses, Loss loss, @Nullable Suspicion suspicion) {
    ExecutionState settled = state.unsuspected();
    if (state.cancelRequested()) {
      return new Recording.Final(
          settled.lost(ExecutionStatus.CANCELLED, claim, losses),
          loss.outcome(),
          null,
          CANCELLED_FIRST,
          suspicion);
    }
    boolean mayHaveRun = state.terms().atMostOnce() && state.permit() != null;
    return mayHaveRun || state.losses() + losses > lossBudget
        ? new Recording.Final(
            settled.lost(ExecutionStatus.FAILED, claim, losses),
            loss.outcome(),
            loss.errorType(),
            loss.errorMessage(),
            suspicion)
        : new Recording.Repeated(state.repeated(losses), loss.outcome(), suspicion);
  }
}
