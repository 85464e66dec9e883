package io.sluice.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of dead letters that were to run again.
 *
 * @param requeued how many wait again
 * @param refusedTotal how many stay dead letters
 * @param refused the first 100 of these, and why
 * @param nextCursor more are left: hand it back as {@code cursor}; null when these were all
 */
public record RequeueAnswer(
    int requeued, int refusedTotal, List<Refused> refused, @Nullable String nextCursor) {

  /** One that stays a dead letter. */
  public record Refused(UUID executionId, String title, String detail) {}
}
