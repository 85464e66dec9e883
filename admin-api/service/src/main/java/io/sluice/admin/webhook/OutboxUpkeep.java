package io.sluice.admin.webhook;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.OldRows;
import io.sluice.admin.database.Sql;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps the outbox small: gives up what waits behind too much or for too long, and deletes what
 * ended long ago. One instance at a time.
 */
@Singleton
final class OutboxUpkeep {

  private static final int BATCH = 5_000;

  private final Database database;
  private final Duties duties;
  private final WebhookMetrics metrics;
  private final InstantSource clock;
  private final int maxPending;
  private final Duration keep;
  private final OldRows ended;

  OutboxUpkeep(
      Database database,
      Duties duties,
      WebhookMetrics metrics,
      InstantSource clock,
      WebhookConfig config) {
    this.database = database;
    this.duties = duties;
    this.metrics = metrics;
    this.clock = clock;
    this.maxPending = config.maxPending();
    this.keep = config.keep();
    this.ended = new OldRows("delivery", "ended_at < ?", keep);
  }

  /**
   * The deliveries that wait for enabled webhooks.
   *
   * @param oldest time for which the oldest one waits; zero if there is none
   */
  record Waiting(long count, Duration oldest) {}

  void run() {
    boolean _ =
        duties.carryOut(
            Duty.WEBHOOK_UPKEEP,
            lease -> {
              metrics.dead(giveUpBeyond(maxPending) + giveUpBefore(clock.instant().minus(keep)));
              lease.hold();
              boolean _ = ended.delete(database, clock.instant());
            });
    metrics.measured(waiting());
  }

  Waiting waiting() {
    return database.upkeep(
        connection ->
            Sql.first(
                    connection,
                    """
                    SELECT count(*) AS count, min(d.created_at) AS oldest
                    FROM webhook w JOIN delivery d ON d.webhook_id = w.id AND d.state = 'PENDING'
                    WHERE w.enabled
                    """,
                    row -> {
                      Instant oldest = Columns.instantOrNull(row, "oldest");
                      return new Waiting(
                          row.getLong("count"),
                          oldest == null
                              ? Duration.ZERO
                              : Duration.between(oldest, clock.instant()));
                    })
                .orElseThrow());
  }

  /** Gives up the oldest deliveries of each webhook for which more than this many wait. */
  int giveUpBeyond(int max) {
    return database.upkeep(
        connection ->
            Sql.update(
                connection,
                """
                UPDATE delivery SET state = 'DEAD', ended_at = ?, reason = ?
                WHERE state = 'PENDING' AND sequence IN (
                  SELECT old.sequence FROM webhook w CROSS JOIN LATERAL (
                    SELECT d.sequence FROM delivery d WHERE d.webhook_id = w.id
                      AND d.state = 'PENDING' ORDER BY d.sequence DESC OFFSET ? LIMIT ?) old)
                """,
                clock.instant(),
                "more than " + max + " deliveries waited for the receiver",
                max,
                BATCH));
  }

  private int giveUpBefore(Instant before) {
    return database.upkeep(
        connection ->
            Sql.update(
                connection,
                """
                UPDATE delivery SET state = 'DEAD', ended_at = ?, reason = ?
                WHERE state = 'PENDING' AND sequence IN (SELECT d.sequence FROM delivery d
                  WHERE d.state = 'PENDING' AND d.created_at < ? ORDER BY d.sequence LIMIT ?)
                """,
                clock.instant(),
                "it waited for " + keep.toHours() + " h",
                before,
                BATCH));
  }
}
