package io.sluice.admin.results;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.Sql;
import io.sluice.admin.database.Storable;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.redis.StreamReader;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.Json;
import io.sluice.queue.LogBatch;
import io.sluice.queue.QueueKeys;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads log lines from their stream and writes them in batches. */
@Singleton
public final class LogRecorder {

  private static final Logger LOG = Logger.getLogger(LogRecorder.class);
  private final Database database;
  private final RecorderConfig config;
  private final StreamConsumer consumer;
  private final Loop loop = new Loop("log recorder", this::turn);

  LogRecorder(
      StreamReader streams,
      Database database,
      InstantSource clock,
      QueueKeys keys,
      RecorderConfig config) {
    this.database = database;
    this.config = config;
    this.consumer =
        new StreamConsumer(
            streams, keys.logs(), "log-recorder-" + UUID.randomUUID(), config.batch(), clock);
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    return consumer.turn(loop.healthy(), this::write);
  }

  private void write(List<StreamEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<StoredLine> lines =
        entries.stream()
            .flatMap(entry -> StoredLine.of(entry, config.logLinesPerAttempt()).stream())
            .toList();
    store(lines);
    consumer.acknowledge(entries);
  }

  /**
   * Stores lines; halves them as long as PostgreSQL refuses one for its data, and drops that one
   * alone. Log lines are no outcome: one that cannot be stored is not retried for ever.
   */
  private void store(List<StoredLine> lines) {
    try {
      database.transaction(connection -> insert(connection, lines));
    } catch (DatabaseRefused e) {
      if (!e.blamesData()) {
        throw e;
      }
      if (lines.size() == 1) {
        LOG.warnf("log line dropped execution=%s reason=%s", lines.getFirst().execution(), e);
      } else {
        store(lines.subList(0, lines.size() / 2));
        store(lines.subList(lines.size() / 2, lines.size()));
      }
    }
  }

  private static int insert(Connection connection, List<StoredLine> lines) throws SQLException {
    if (lines.isEmpty()) {
      return 0;
    }
    return Sql.update(
        connection,
        """
            INSERT INTO execution_log (execution_id, epoch, claim, seq, at, level, message)
            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[],
              ?::timestamptz[], ?::smallint[], ?::text[])
            ON CONFLICT DO NOTHING
            """,
        Sql.column("uuid", lines, StoredLine::execution),
        Sql.column("bigint", lines, StoredLine::epoch),
        Sql.column("bigint", lines, StoredLine::claim),
        Sql.column("bigint", lines, StoredLine::seq),
        Sql.column("timestamptz", lines, StoredLine::at),
        Sql.column("smallint", lines, StoredLine::level),
        Sql.column("text", lines, StoredLine::message));
  }

  /** One log line, ready to store. */
  record StoredLine(
      UUID execution,
      long epoch,
      long claim,
      long seq,
      Instant at,
      int level,
      @Nullable String message) {

    private static final int MAX_CHARACTERS = 16 * 1024;
    private static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * The lines of an entry; none if it cannot be read. The first line past the limit says that the
     * log ends there, and later lines are left out.
     */
    static List<StoredLine> of(StreamEntry entry, int maxLines) {
      try {
        LogBatch batch = Json.read(entry.fields().getOrDefault("r", ""), LogBatch.class);
        UUID execution = UUID.fromString(batch.executionId());
        return batch.lines().stream()
            .filter(line -> line.seq() >= 0 && line.seq() <= maxLines + 1L)
            .map(line -> line.seq() <= maxLines ? line : endOfLog(line, maxLines))
            .map(line -> of(execution, batch, line, entry.addedAtMs()))
            .toList();
      } catch (IllegalArgumentException | NullPointerException e) {
        return List.of();
      }
    }

    private static LogBatch.Line endOfLog(LogBatch.Line line, int maxLines) {
      return new LogBatch.Line(
          line.seq(),
          line.at(),
          "WARN",
          "… the rest of this log was dropped: at most "
              + maxLines
              + " lines of an attempt are kept");
    }

    private static StoredLine of(
        UUID execution, LogBatch batch, LogBatch.Line line, long addedAtMs) {
      return new StoredLine(
          execution,
          batch.epoch(),
          batch.claim(),
          line.seq(),
          storable(line.at(), addedAtMs),
          level(line.level()),
          Storable.text(line.message(), MAX_CHARACTERS));
    }

    /** Returns the time of the line; that of its entry if PostgreSQL would refuse it. */
    private static Instant storable(@Nullable Instant at, long addedAtMs) {
      return at == null || at.isBefore(Instant.EPOCH) || at.isAfter(MAX_TIME)
          ? Instant.ofEpochMilli(addedAtMs)
          : at;
    }

    private static int level(String word) {
      return switch (word) {
        case "DEBUG" -> 0;
        case "WARN" -> 2;
        case "ERROR" -> 3;
        default -> 1;
      };
    }
  }
}
