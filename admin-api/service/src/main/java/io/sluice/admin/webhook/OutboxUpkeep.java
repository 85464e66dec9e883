package io.sluice.admin.webhook;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.OldRows;
import io.sluice.admin.database.Sql;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.MonotonicClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps the outbox small: gives up what waits behind too much or for too long, and deletes what
 * ended long ago, one instance at a time. Measures what waits.
 */
@Singleton
final class OutboxUpkeep {

  private static final int BATCH = 5_000;

  /** Each instance measures, so that a stopped one leaves no old value behind; hence seldom. */
  private static final Duration MEASURE_INTERVAL = Duration.ofSeconds(30);

  private final Database database;
  private final Duties duties;
  private final WebhookMetrics metrics;
  private final InstantSource clock;
  private final Supplier<Instant> elapsed;
  private final int maxPending;
  private final Duration keep;
  private final OldRows ended;
  private Instant nextMeasure = Instant.MIN; // of the loop's thread

  @Inject
  OutboxUpkeep(
      Database database,
      Duties duties,
      WebhookMetrics metrics,
      InstantSource clock,
      MonotonicClock elapsed,
      WebhookConfig config) {
    this(database, duties, metrics, clock, elapsed::instant, config);
  }

  OutboxUpkeep(
      Database database,
      Duties duties,
      WebhookMetrics metrics,
      InstantSource clock,
      Supplier<Instant> elapsed,
      WebhookConfig config) {
    this.database = database;
    this.duties = duties;
    this.metrics = metrics;
    this.clock = clock;
    this.elapsed = elapsed;
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
              count(giveUpBeyond(maxPending));
              count(giveUpBefore(clock.instant().minus(keep)));
              lease.hold();
              boolean _ = ended.delete(database, clock.instant());
            });
    Instant now = elapsed.get();
    if (!now.isBefore(nextMeasure)) {
      nextMeasure = now.plus(MEASURE_INTERVAL);
      metrics.measured(waiting());
    }
  }

  private void count(Map<Transport, Integer> dead) {
    dead.forEach(metrics::dead);
  }

  Waiting waiting() {
    return database.upkeep(
        connection ->
            Sql.first(
                    connection,
                    """
                    SELECT coalesce(sum(waiting.count), 0) AS count, min(head.created_at) AS oldest
                    FROM webhook w CROSS JOIN LATERAL (
                      SELECT d.created_at FROM delivery d WHERE d.webhook_id = w.id
                        AND d.state = 'PENDING' ORDER BY d.sequence LIMIT 1) head
                    CROSS JOIN LATERAL (
                      SELECT count(*) FROM delivery d WHERE d.webhook_id = w.id
                        AND d.state = 'PENDING') waiting
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
  Map<Transport, Integer> giveUpBeyond(int max) {
    return giveUp(
        """
        SELECT old.sequence FROM webhook w CROSS JOIN LATERAL (
          SELECT d.sequence FROM delivery d WHERE d.webhook_id = w.id
            AND d.state = 'PENDING' ORDER BY d.sequence DESC OFFSET ? LIMIT ?) old
        """,
        "more than " + max + " deliveries waited for the receiver",
        max);
  }

  private Map<Transport, Integer> giveUpBefore(Instant before) {
    return giveUp(
        """
        SELECT d.sequence FROM delivery d
        WHERE d.state = 'PENDING' AND d.created_at < ? ORDER BY d.sequence LIMIT ?
        """,
        "it waited for " + keep.toHours() + " h",
        before);
  }

  private Map<Transport, Integer> giveUp(String sequences, String reason, Object limit) {
    var dead = new EnumMap<Transport, Integer>(Transport.class);
    database
        .upkeep(
            connection ->
                Sql.list(
                    connection,
                    """
                    WITH dead AS (
                      UPDATE delivery SET state = 'DEAD', ended_at = ?, reason = ?
                      WHERE state = 'PENDING' AND sequence IN (%s) RETURNING webhook_id)
                    SELECT coalesce(w.url, '') AS url, count(*)::integer AS count
                    FROM dead LEFT JOIN webhook w ON w.id = dead.webhook_id GROUP BY w.url
                    """
                        .formatted(sequences),
                    row -> Map.entry(Transport.of(row.getString("url")), row.getInt("count")),
                    clock.instant(),
                    reason,
                    limit,
                    BATCH))
        .forEach(each -> dead.merge(each.getKey(), each.getValue(), Integer::sum));
    return dead;
  }
}
