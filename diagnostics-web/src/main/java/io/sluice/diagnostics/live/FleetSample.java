package io.sluice.diagnostics.live;

import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveTotals;
import java.time.Instant;

/**
 * The figures of one moment.
 *
 * @param depth waiting executions
 * @param busy running executions
 * @param queued since admin-api started counting, like the next three
 * @param failed FAILED and TIMEOUT
 */
public record FleetSample(
    Instant at, long depth, long busy, long queued, long started, long finished, long failed) {

  static FleetSample of(Instant at, long depth, long busy, LiveTotals totals) {
    var ends = totals.finished();
    return new FleetSample(
        at,
        depth,
        busy,
        totals.queued(),
        totals.started(),
        ends.values().stream().mapToLong(Long::longValue).sum(),
        ends.getOrDefault(ExecutionStatus.FAILED, 0L)
            + ends.getOrDefault(ExecutionStatus.TIMEOUT, 0L));
  }
}
