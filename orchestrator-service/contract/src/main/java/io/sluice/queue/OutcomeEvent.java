package io.sluice.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param status SUCCESS, FAILED, TIMEOUT or CANCELLED
 * @param errorType a name of the design (ExecutionStuck, TimeoutError, ProcessCrashed, …) or the
 *     class that was thrown
 * @param stack at most 16 KiB
 * @param resultJson at most 256 KiB
 * @param finishedAt by the worker's clock, for people; order is decided by the token
 * @param runMs milliseconds from start to end on one monotonic clock
 * @param rung what stopped it: flag, interrupt or closer
 * @param dossierJson at most 64 KiB: the stuck dossier, or the crash report of what is convicted or
 *     suspected
 * @param sharedStateChanges changes of state that belongs to the whole JVM, which the attempt made
 *     or may have made; null for none, and from an older worker
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

  /** One without changes of shared state. */
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

  /** The same attempt, which changed so much of the state of its JVM, or may have. */
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

  /** The same attempt, seen to have ended otherwise. */
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
