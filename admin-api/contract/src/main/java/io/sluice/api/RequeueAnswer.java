package io.sluice.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Result of the requeue of dead letters.
 *
 * @param requeued number of executions that wait again
 * @param refusedTotal number of executions that stay dead letters
 * @param refused the first 100 of these, with the reason
 * @param nextCursor pass it as {@code cursor} for the rest; null if none is left
 */
public record RequeueAnswer(
    int requeued, int refusedTotal, List<Refused> refused, @Nullable String nextCursor) {

  /** An execution that stays a dead letter. */
  public record Refused(UUID executionId, String title, String detail) {}
}
