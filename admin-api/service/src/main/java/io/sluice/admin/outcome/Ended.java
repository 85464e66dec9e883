package io.sluice.admin.outcome;

import io.sluice.api.ExecutionStatus;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution whose end is committed.
 *
 * @param from the status it had before
 * @param errorType why, when it did not end well
 * @param executionModel the model that ran it; absent when nothing did
 * @param ran how long its last attempt ran; absent when none did
 */
public record Ended(
    UUID id,
    ExecutionStatus from,
    ExecutionStatus to,
    @Nullable String errorType,
    @Nullable String executionModel,
    @Nullable Duration ran) {

  /** It ended before a process had it. */
  public static Ended beforeItRan(
      UUID id, ExecutionStatus from, ExecutionStatus to, @Nullable String errorType) {
    return new Ended(id, from, to, errorType, null, null);
  }
}
