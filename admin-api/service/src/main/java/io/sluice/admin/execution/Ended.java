package io.sluice.admin.execution;

import io.sluice.api.ExecutionStatus;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution whose end is committed.
 *
 * @param from the status before
 * @param errorType the cause, if it did not succeed
 * @param executionModel the model that ran it; absent if none did
 * @param ran the run time of its last attempt; absent if none ran
 */
public record Ended(
    UUID id,
    ExecutionStatus from,
    ExecutionStatus to,
    @Nullable String errorType,
    @Nullable String executionModel,
    @Nullable Duration ran) {

  /** An execution that ended before a process had it. */
  public static Ended beforeItRan(
      UUID id, ExecutionStatus from, ExecutionStatus to, @Nullable String errorType) {
    return new Ended(id, from, to, errorType, null, null);
  }
}
