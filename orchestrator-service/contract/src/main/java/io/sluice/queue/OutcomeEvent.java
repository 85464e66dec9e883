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
 * @param rung step that stopped it: flag, interrupt or closer; kill if it ignored all of them and
 *     was killed together with its process
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

  /** Rung of an execution that ignored its cancel and was killed together with its process. */
  public static final String KILL = "kill";

  /** Returns this as the end of an execution that was killed together with its process. */
  public OutcomeEvent asKilled(String otherStatus, @Nullable String otherErrorType) {
    return as(otherStatus, otherErrorType, KILL);
  }

  /** Returns this with another status and error type. */
  public OutcomeEvent as(String otherStatus, @Nullable String otherErrorType) {
    return as(otherStatus, otherErrorType, rung);
  }

  private OutcomeEvent as(
      String otherStatus, @Nullable String otherErrorType, @Nullable String otherRung) {
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
        otherRung,
        dossierJson,
        sharedStateChanges);
  }
}
