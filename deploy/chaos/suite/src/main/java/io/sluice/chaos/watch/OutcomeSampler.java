package io.sluice.chaos.watch;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.system.DirectDatabase;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Samples recorded outcomes twice a second, to keep the first one of each execution. */
public final class OutcomeSampler implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private final DirectDatabase database;
  private final Map<String, Outcome> first = new ConcurrentHashMap<>();
  private final Thread thread;
  private Instant from = Instant.EPOCH;

  /** The parts of an outcome that must never change. */
  public record Outcome(String status, long epoch, Instant recordedAt) {}

  private OutcomeSampler(DirectDatabase database) {
    this.database = database;
    this.thread = Thread.ofPlatform().name("outcomes").unstarted(this::look);
  }

  public static OutcomeSampler watch(DirectDatabase database) {
    var outcomes = new OutcomeSampler(database);
    outcomes.thread.start();
    return outcomes;
  }

  private void look() {
    try {
      while (true) {
        try {
          read();
        } catch (SQLException away) {
          // PostgreSQL is one of those that are harmed: the next look sees what this one missed.
        }
        MachineClock.pause(INTERVAL);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws SQLException {
    var rows =
        database.read(
            """
            select id::text, status, epoch, coalesce(recorded_at, finished_at)
            from execution_all where coalesce(recorded_at, finished_at) > ?
            """,
            row ->
                Map.entry(
                    row.getString(1),
                    new Outcome(row.getString(2), row.getLong(3), row.getTimestamp(4).toInstant())),
            Timestamp.from(from));
    for (var row : rows) {
      first.putIfAbsent(row.getKey(), row.getValue());
      var at = row.getValue().recordedAt().minus(OVERLAP);
      from = at.isAfter(from) ? at : from;
    }
  }

  /** By execution. */
  public Map<String, Outcome> first() {
    return Map.copyOf(first);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
