package io.sluice.admin.results;

import io.sluice.admin.execution.ExecutionLifecycle;
import io.sluice.admin.execution.ExecutionLifecycle.Transition;
import io.sluice.admin.execution.ExecutionState;
import io.sluice.admin.execution.ExecutionState.Permit;
import io.sluice.admin.execution.ExecutionState.PossibleSurvivor;
import io.sluice.admin.results.RecorderDecision.Suspicion;
import io.sluice.admin.results.ReportReader.QueueReport;
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
   * @param inferGoneAfter the time after the end of a lease from which on its worker is assumed not
   *     to run the execution any more
   */
  RecorderRules(int lossBudget, Duration inferGoneAfter, RandomGenerator random) {
    this.lossBudget = lossBudget;
    this.inferGoneAfter = inferGoneAfter;
    this.random = random;
  }

  RecorderDecision decide(ExecutionState state, ReportReader.Read.Event event, Instant now) {
    return decide(state, event.attempt(), event.report(), event.owner(), now);
  }

  RecorderDecision decide(
      ExecutionState state,
      Attempt attempt,
      QueueReport report,
      @Nullable String owner,
      Instant now) {
    return switch (report) {
      case QueueReport.Gone(var event) -> gone(state, event);
      case QueueReport.Asked(var asking) -> asked(state, attempt, asking);
      case QueueReport.PermitReturned(var holder) ->
          permitReturned(state, Permit.of(attempt, holder));
      case QueueReport.Started _,
          QueueReport.Ended _,
          QueueReport.Convicted _,
          QueueReport.Suspect _,
          QueueReport.Killed _,
          QueueReport.Blameless _,
          QueueReport.Lost _,
          QueueReport.Blocked _,
          QueueReport.Unreadable _ -> {
        String refusal = refusal(state, attempt);
        yield refusal == null
            ? apply(state, attempt.claim(), report, owner, now)
            : new RecorderDecision.Refused(refusal);
      }
    };
  }

  private static @Nullable String refusal(ExecutionState state, Attempt attempt) {
    if (state.status().terminal()) {
      return "duplicate: it has ended as " + state.status();
    }
    if (!ExecutionLifecycle.from(Transition.START).contains(state.status())) {
      return "it is " + state.status() + " and cannot start";
    }
    return attempt.epoch() != state.epoch() || attempt.claim() < state.lastClaim()
        ? String.format(
            Locale.ROOT, "fenced: it is at epoch %d, claim %d", state.epoch(), state.lastClaim())
        : null;
  }

  private static RecorderDecision gone(ExecutionState state, GoneEvent event) {
    PossibleSurvivor survivor = state.survivor();
    return survivor != null && survivor.isIn(event.workerId(), event.generation())
        ? new RecorderDecision.Gone(state.with((PossibleSurvivor) null), event)
        : new RecorderDecision.Refused("no attempt of it was alive there");
  }

  /**
   * Grants the start permit to one attempt of an epoch. The same attempt may ask again after a lost
   * reply. Another attempt needs a new epoch, which a loss gives, and an at-most-once workflow
   * never gets a second permit.
   */
  private static RecorderDecision asked(ExecutionState state, Attempt attempt, String owner) {
    Permit asking = Permit.of(attempt, owner);
    Permit held = state.permit();
    boolean first =
        held == null
            || held.equals(asking)
            || (held.epoch() < state.epoch() && !state.terms().atMostOnce());
    boolean alone =
        state.survivor() == null && (state.lock() != null || !state.terms().exclusive());
    boolean granted = refusal(state, attempt) == null && !state.cancelRequested() && first && alone;
    return new RecorderDecision.Asked(granted ? state.with(asking) : state, asking, granted);
  }

  /**
   * Takes a permit back from its holder, which knows that it has run nothing. A request by another
   * attempt is no proof of that: a Redis that was rolled back may have lost the start of the first
   * one.
   */
  private static RecorderDecision permitReturned(ExecutionState state, Permit returned) {
    return new RecorderDecision.PermitReturned(
        returned.equals(state.permit()) ? state.withoutPermit() : state, returned);
  }

  private RecorderDecision apply(
      ExecutionState state, long claim, QueueReport report, @Nullable String owner, Instant now) {
    return switch (report) {
      case QueueReport.Started(var event) ->
          new RecorderDecision.Running(state.running(claim), event);
      case QueueReport.Ended(var status, var outcome) -> ended(state, claim, status, outcome, now);
      case QueueReport.Convicted(var outcome) ->
          endedOrRetried(
              state.unsuspected(),
              claim,
              ExecutionStatus.FAILED,
              outcome,
              Suspicion.CONVICTED,
              now);
      case QueueReport.Suspect(var outcome) -> suspected(state, claim, outcome);
      case QueueReport.Killed(var outcome) ->
          state.losses() == 0
              ? lost(state, claim, 1, lossOf(outcome), null)
              : suspected(state, claim, outcome);
      case QueueReport.Blameless(var outcome) -> lost(state, claim, 1, lossOf(outcome), null);
      case QueueReport.Lost(int losses) ->
          lost(
              withSurvivor(state, owner, now),
              claim,
              losses,
              new Loss(null, WORKER_LOST, "Its worker was lost before it sent a result."),
              null);
      case QueueReport.Blocked() ->
          new RecorderDecision.Final(
              state.unsuspected().refused(claim),
              null,
              BLACKLISTED,
              "The workflow is blacklisted.",
              null,
              false);
      case QueueReport.Unreadable(var why) ->
          lost(state, claim, 1, new Loss(null, WORKER_LOST, why), null);
      case QueueReport.Gone _, QueueReport.Asked _, QueueReport.PermitReturned _ ->
          throw new IllegalStateException("Decided before.");
    };
  }

  private RecorderDecision ended(
      ExecutionState state, long claim, ExecutionStatus status, OutcomeEvent outcome, Instant now) {
    // An execution that was cancelled before it ran proves nothing.
    boolean acquitted = state.suspect() && outcome.startedAt() != null;
    ExecutionState after =
        STUCK.equals(outcome.errorType()) ? state.with(survivorIn(outcome)) : state;
    return endedOrRetried(
        after.unsuspected(), claim, status, outcome, acquitted ? Suspicion.ACQUITTED : null, now);
  }

  private RecorderDecision endedOrRetried(
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
        ? new RecorderDecision.Retried(
            state.retried(now.plus(Backoff.before(state.retries(), random))), outcome, suspicion)
        : new RecorderDecision.Final(
            state.ended(status, claim),
            outcome,
            outcome.errorType(),
            outcome.errorMessage(),
            suspicion,
            repeatable && state.terms().maxRetries() > 0);
  }

  private static PossibleSurvivor survivorIn(OutcomeEvent outcome) {
    return new PossibleSurvivor(outcome.workerId(), outcome.generation(), null);
  }

  /**
   * Marks a possible survivor: a lost worker cannot report the end of its processes, so an
   * exclusive lock waits.
   */
  private ExecutionState withSurvivor(ExecutionState state, @Nullable String owner, Instant now) {
    return state.terms().exclusive()
        ? state.with(new PossibleSurvivor(owner == null ? "" : owner, 0, now.plus(inferGoneAfter)))
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

  private RecorderDecision suspected(ExecutionState state, long claim, OutcomeEvent outcome) {
    return lost(state.suspected(), claim, 1, lossOf(outcome), Suspicion.SUSPECTED);
  }

  private RecorderDecision lost(
      ExecutionState state, long claim, int losses, Loss loss, @Nullable Suspicion suspicion) {
    ExecutionState settled = state.unsuspected();
    if (state.cancelRequested()) {
      return new RecorderDecision.Final(
          settled.lost(ExecutionStatus.CANCELLED, claim, losses),
          loss.outcome(),
          null,
          CANCELLED_FIRST,
          suspicion,
          false);
    }
    boolean mayHaveRun = state.terms().atMostOnce() && state.permit() != null;
    return mayHaveRun || state.losses() + losses > lossBudget
        ? new RecorderDecision.Final(
            settled.lost(ExecutionStatus.FAILED, claim, losses),
            loss.outcome(),
            loss.errorType(),
            loss.errorMessage(),
            suspicion,
            !mayHaveRun)
        : new RecorderDecision.Repeated(state.repeated(losses), loss.outcome(), suspicion);
  }
}
