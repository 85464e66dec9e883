package io.sluice.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an order in bulk is.
 *
 * @param total executions that the filter fitted when it was given
 * @param done those that were dealt with, refused ones too; fewer than total at the end when some
 *     no longer fitted
 * @param refused the first 100 of those that the order was refused for
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

  /** One for which the order was refused. */
  public record Refused(UUID executionId, String title) {}
}
