package io.sluice.admin.execution;

import io.sluice.api.ExecutionStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Receives each change of an execution once it is committed, on the thread that committed it, which
 * it must not delay.
 */
public interface ExecutionListener {

  /**
   * An attempt that ignored its cancel.
   *
   * @param elapsedSeconds since its start
   * @param verdict as text
   */
  public record StuckAttempt(
      UUID execution, String workerId, long pid, double elapsedSeconds, @Nullable String verdict) {}

  /**
   * An execution whose end is committed.
   *
   * @param workflow name of its workflow
   * @param from the status before
   * @param errorType the cause, if it did not succeed
   * @param executionModel the model that ran it; absent if none did
   * @param ran the run time of its last attempt; absent if none ran
   */
  public record Ended(
      UUID id,
      String workflow,
      ExecutionStatus from,
      ExecutionStatus to,
      @Nullable String errorType,
      @Nullable String executionModel,
      @Nullable Duration ran) {

    /** An execution that ended before a process had it. */
    public static Ended beforeItRan(
        UUID id,
        String workflow,
        ExecutionStatus from,
        ExecutionStatus to,
        @Nullable String errorType) {
      return new Ended(id, workflow, from, to, errorType, null, null);
    }
  }

  /** The executions wait to run: accepted, or put back to run again. */
  void queued(Collection<UUID> executions);

  /** A process started the execution. */
  void started(UUID execution);

  /** The execution has ended. */
  void ended(Ended end);

  /** An attempt ignored its cancel, whatever becomes of its execution. */
  void stuck(StuckAttempt stuck);
}
