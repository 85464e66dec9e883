package io.sluice.admin.results;

import io.sluice.admin.execution.ExecutionLifecycle;
import io.sluice.admin.execution.ExecutionLifecycle.Transition;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Attempt;
import io.sluice.queue.EventKind;
import io.sluice.queue.EventKind.UnknownEventKind;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.QueueEvent;
import io.sluice.queue.StartedEvent;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads stream entries. Never throws: an unreadable entry is a value of its own. */
final class ReportReader {

  /** The content of an event, read and checked. */
  sealed interface QueueReport {

    record Started(StartedEvent event) implements QueueReport {}

    /** The attempt ended by itself, or got stuck. */
    record Ended(ExecutionStatus status, OutcomeEvent outcome) implements QueueReport {}

    /** The attempt was alone in its process when that crashed. */
    record Convicted(OutcomeEvent outcome) implements QueueReport {}

    /** Its process crashed, and it may be the cause. */
    record Suspect(OutcomeEvent outcome) implements QueueReport {}

    /** Its process was killed by an unknown sender. */
    record Killed(OutcomeEvent outcome) implements QueueReport {}

    /** The attempt lost its process or its lease for a reason outside of that process. */
    record Blameless(OutcomeEvent outcome) implements QueueReport {}

    /**
     * The execution has no worker any more and no result came.
     *
     * @param losses the number of losses within its epoch
     */
    record Lost(int losses) implements QueueReport {}

    /** The attempt asks for its start permit. */
    record Asked(String owner) implements QueueReport {}

    /** The attempt returns its start permit: it has not run and will not. */
    record PermitReturned(String owner) implements QueueReport {}

    /** The process of its stuck attempt has ended. */
    record Gone(GoneEvent event) implements QueueReport {}

    /** A check found its workflow on the blacklist. */
    record Blocked() implements QueueReport {}

    /** A result that cannot be read: it counts as none. */
    record Unreadable(String why) implements QueueReport {}
  }

  /** Max characters of a payload: a result, a stack and a dossier at their limits, with room. */
  private static final int MAX_CHARACTERS = 1024 * 1024;

  private ReportReader() {}

  /** An entry and the result of reading it. */
  sealed interface Read {
    StreamEntry entry();

    record Event(
        StreamEntry entry,
        EventKind kind,
        UUID id,
        Attempt attempt,
        QueueReport report,
        @Nullable String owner)
        implements Read {

      /** True if it ignored its cancel: its outcome then has a dossier, whatever its status. */
      boolean hasDossier() {
        return kind == EventKind.STUCK
            || (report instanceof QueueReport.Ended(_, var outcome)
                && outcome.dossierJson() != null);
      }
    }

    /**
     * A kind that a newer worker wrote. Its execution is treated as one whose result never came, so
     * the worker need not send it again.
     */
    record UnknownKind(
        StreamEntry entry, UUID id, Attempt attempt, @Nullable String owner, String why)
        implements Read {}

    /** An entry without a readable execution. */
    record Poison(StreamEntry entry, String why) implements Read {}
  }

  static Read read(StreamEntry entry) {
    try {
      return event(entry);
    } catch (UnknownEventKind newer) {
      return unknown(entry, newer);
    } catch (IllegalArgumentException | NullPointerException e) {
      return new Read.Poison(entry, "unreadable: " + e.getMessage());
    }
  }

  private static Read unknown(StreamEntry entry, UnknownEventKind newer) {
    try {
      Attempt attempt = QueueEvent.attempt(entry.fields());
      String why = newer.getMessage() + ": upgrade admin-api before its workers";
      UUID id = UUID.fromString(attempt.executionId());
      return new Read.UnknownKind(entry, id, attempt, entry.fields().get("o"), why);
    } catch (IllegalArgumentException e) {
      return new Read.Poison(entry, "unreadable: " + e.getMessage());
    }
  }

  private static Read event(StreamEntry entry) {
    QueueEvent event = QueueEvent.of(entry.fields());
    UUID id = UUID.fromString(event.attempt().executionId());
    return new Read.Event(entry, event.kind(), id, event.attempt(), report(event), event.owner());
  }

  private static QueueReport report(QueueEvent event) {
    return switch (event.kind()) {
      case STARTED -> started(event);
      case RESULT, STUCK -> ended(event);
      case CONVICTED -> crashed(event, QueueReport.Convicted::new);
      case SUSPECT -> crashed(event, QueueReport.Suspect::new);
      case KILLED -> crashed(event, QueueReport.Killed::new);
      case BLAMELESS -> crashed(event, QueueReport.Blameless::new);
      case BLOCKED -> new QueueReport.Blocked();
      case LOST -> new QueueReport.Lost(Math.max(1, event.losses()));
      case ASKED -> asked(event, Objects.requireNonNull(event.owner()));
      case GONE -> new QueueReport.Gone(event.gone());
    };
  }

  private static QueueReport asked(QueueEvent event, String owner) {
    return Boolean.TRUE.equals(event.started().permitReturned())
        ? new QueueReport.PermitReturned(owner)
        : new QueueReport.Asked(owner);
  }

  private static QueueReport started(QueueEvent event) {
    return new QueueReport.Started(event.started());
  }

  private static QueueReport ended(QueueEvent event) {
    try {
      OutcomeEvent outcome = outcome(event);
      ExecutionStatus status = ExecutionStatus.valueOf(outcome.status());
      return ExecutionLifecycle.to(Transition.FINISH).contains(status)
          ? new QueueReport.Ended(status, outcome)
          : new QueueReport.Unreadable("A result said " + status + ", which is no end.");
    } catch (IllegalArgumentException | NullPointerException e) {
      return new QueueReport.Unreadable("Its result could not be read.");
    }
  }

  private static QueueReport crashed(QueueEvent event, Function<OutcomeEvent, QueueReport> report) {
    try {
      return report.apply(outcome(event));
    } catch (IllegalArgumentException | NullPointerException e) {
      return new QueueReport.Unreadable("The report of its crash could not be read.");
    }
  }

  private static OutcomeEvent outcome(QueueEvent event) {
    String payload = event.payload();
    if (payload == null || payload.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException("no payload, or too large");
    }
    return event.outcome();
  }
}
