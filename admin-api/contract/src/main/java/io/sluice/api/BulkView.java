package io.sluice.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a bulk operation.
 *
 * @param total executions that matched the filter when the operation was accepted
 * @param done executions that were processed, refused ones included; at the end fewer than total if
 *     some no longer matched
 * @param refused the first 100 executions for which the operation was refused
 */
public record BulkView(
    UUID bulkId,
    String action,
    String orderedBy,
    Instant createdAt,
    @Nullable Instant finishedAt,
    long total,
    long done,
    long refusedTotal,
    List<Refused> refused) {

  /** An execution for which the operation was refused. */
  public record Refused(UUID executionId, String title) {}
}
