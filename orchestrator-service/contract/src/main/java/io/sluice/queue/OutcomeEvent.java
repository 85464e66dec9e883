package io.sluice.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * End of an attempt.
 *
 * @param status SUCCESS, FAILED, TIMEOUT or CANCELLED
 * @param errorType an {@link ErrorType} or the class that was thrown
 * @param stack at most 16 KiB
 * @param resultJson at most 256 KiB
 * @param finishedAt by the clock of the worker, for people; the order is decided by the token
 * @param runMs milliseconds from start to end on one monotonic clock
 * @param rung step that stopped it: flag, interrupt or closer
 * @param dossierJson at most 64 KiB: the stuck dossier, or the crash report of a convicted or
 *     suspected attempt
 * @param sharedStateChanges number of changes of state of the whole JVM that the attempt made or
 *     may have made; null for none, and from an older worker
 */
public record OutcomeEvent(
    String status,
    @Nullable String errorType,
    @Nullable String errorMessage,
    @Nullable String stack,
    @Nullable String resultJson,
    String workerId,
    long pid,
    long generation,
    String executionModel,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    long runMs,
    long cpuMs,
    long allocatedBytes,
    @Nullable String rung,
    @Nullable String dossierJson,
    @Nullable Integer sharedStateChanges)
    implements Completion.Payload {

  /** Creates an event without changes of shared state. */
  public OutcomeEvent(
      String status,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable String stack,
      @Nullable String resultJson,
      String workerId,
      long pid,
      long generation,
      String executionModel,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      long runMs,
      long cpuMs,
      long allocatedBytes,
      @Nullable String rung,
      @Nullable String dossierJson) {
    this(
        status,
        errorType,
        errorMessage,
        stack,
        resultJson,
        workerId,
        pid,
        generation,
        executionModel,
        startedAt,
        finishedAt,
        runMs,
        cpuMs,
        allocatedBytes,
        rung,
        dossierJson,
        null);
  }

  /** Returns this with a number of changes of shared state. */
  public OutcomeEvent withSharedStateChanges(int changes) {
    return new OutcomeEvent(
        status,
        errorType,
        errorMessage,
        stack,
        resultJson,
        workerId,
        pid,
        generation,
        executionModel,
        startedAt,
        finishedAt,
        runMs,
        cpuMs,
        allocatedBytes,
        rung,
        dossierJson,
        changes == 0 ? null : changes);
  }

  /** Returns this with another status and error type. */
  public OutcomeEvent as(String otherStatus, @Nullable String otherErrorType) {
    return new OutcomeEvent(
        otherStatus,
        otherErrorType,
        errorMessage,
        stack,
        resultJson,
        workerId,
        pid,
        generation,
        executionModel,
        startedAt,
        finishedAt,
        runMs,
        cpuMs,
        allocatedBytes,
        rung,
        dossierJson,
        sharedStateChanges);
  }
}
