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
 * Whether an event counts, and what it makes of its execution (queue protocol, sections 3, 7, 9 and
 * 10). Told the time and the chance; the same guard stands in the statement that writes.
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
   * @param lossBudget how many losses are forgiven
   * @param inferGoneAfter after a lease has run out: how long its worker may still be at it
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
        : new Recording.Refused("nothing of it was alive there");
  }

  /**
   * One attempt gets the permit. It may ask again after a lost reply; another one may only follow
   * under a new epoch, which a loss gives, and of an at-most-once workflow never.
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
   * The holder knows best that it has run nothing. It is not enough that another attempt asks: a
   * Redis that was rolled back may have lost the start of the first one.
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
              new Loss(null, WORKER_LOST, "Its worker was lost and no result came."),
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
    // What never ran, because it was cancelled first, proves nothing.
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

  /** A lost worker cannot tell when its processes have ended: for an exclusive lock, wait. */
  private ExecutionState mayBeAlive(ExecutionState state, @Nullable String owner, Instant now) {
    return state.terms().exclusive()
        ? state.with(new Alive(owner == null ? "" : owner, 0, now.plus(inferGoneAfter)))
        : state;
  }

  /** Why an attempt was lost. */
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
