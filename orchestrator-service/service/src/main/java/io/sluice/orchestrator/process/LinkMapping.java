package io.sluice.orchestrator.process;

import io.sluice.diagnosis.ErrorType;
import io.sluice.protocol.Completed;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Stuck;
import io.sluice.queue.Attempt;
import io.sluice.queue.OutcomeEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Converts between the messages of the link and the records of the queue. Pure. */
public final class LinkMapping {
  private static final int MAX_CHANGES = 32;

  private static final int MAX_ID = 64;

  private LinkMapping() {}

  /** Worker and process of an attempt. */
  public record AttemptLocation(
      String workerId, long pid, long generation, String executionModel) {}

  public static Attempt attempt(io.sluice.protocol.Attempt attempt) {
    return new Attempt(attempt.getExecutionId(), attempt.getEpoch(), attempt.getClaim());
  }

  /** Returns an id from a process for a log line: bounded, and without control characters. */
  public static String printable(String id) {
    String start = id.length() <= MAX_ID ? id : id.substring(0, MAX_ID) + "…";
    return start.replaceAll("[^\\x21-\\x7e…]", "?");
  }

  static io.sluice.protocol.Attempt attempt(Attempt attempt) {
    return io.sluice.protocol.Attempt.newBuilder()
        .setExecutionId(attempt.executionId())
        .setEpoch(attempt.epoch())
        .setClaim(attempt.claim())
        .build();
  }

  /** Returns the outcome of an execution that ended; not for an execution that was not started. */
  public static OutcomeEvent outcome(Completed completed, AttemptLocation location) {
    boolean success = completed.getOutcome() == Outcome.SUCCESS;
    var failure = completed.getFailure();
    return new OutcomeEvent(
            status(completed.getOutcome()),
            success ? null : text(failure.getErrorType()),
            success ? null : text(failure.getMessage()),
            success ? null : text(failure.getStack()),
            text(completed.getResultJson()),
            location.workerId(),
            location.pid(),
            location.generation(),
            location.executionModel(),
            instant(completed.getStartedAtMs()),
            instant(completed.getFinishedAtMs()),
            Duration.ofNanos(completed.getRunNanos()).toMillis(),
            Duration.ofNanos(completed.getCpuNanos()).toMillis(),
            completed.getAllocatedBytes(),
            text(completed.getRung()),
            null)
        .withSharedStateChanges(Math.min(MAX_CHANGES, completed.getSharedStateCount()));
  }

  /** Returns the outcome of an execution that ignored its cancel ladder. */
  public static OutcomeEvent outcome(Stuck stuck, AttemptLocation location) {
    return new OutcomeEvent(
        "FAILED",
        ErrorType.EXECUTION_STUCK.wire(),
        stuck.getVerdict(),
        text(stuck.getStack()),
        null,
        location.workerId(),
        location.pid(),
        location.generation(),
        location.executionModel(),
        instant(stuck.getStartedAtMs()),
        instant(stuck.getStuckAtMs()),
        Duration.ofNanos(stuck.getRunNanos()).toMillis(),
        0,
        0,
        null,
        text(stuck.getDossierJson()));
  }

  private static String status(Outcome outcome) {
    return switch (outcome) {
      case SUCCESS -> "SUCCESS";
      case TIMEOUT -> "TIMEOUT";
      case CANCELLED -> "CANCELLED";
      case FAILED, NOT_STARTED, OUTCOME_UNSPECIFIED, UNRECOGNIZED -> "FAILED";
    };
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant instant(long ms) {
    return ms == 0 ? null : Instant.ofEpochMilli(ms);
  }
}
