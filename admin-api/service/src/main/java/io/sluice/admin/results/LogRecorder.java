package io.sluice.admin.results;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.redis.StreamReader;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisRefused;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Reads log lines from their stream and writes them in batches. */
@Singleton
public final class LogRecorder {

  private static final Logger LOG = Logger.getLogger(LogRecorder.class);
  private static final Duration GROUPS_INTERVAL = Duration.ofMillis(100);

  private final StreamReader streams;
  private final Database database;
  private final String stream;
  private final RecorderConfig config;
  private final String name = "log-recorder-" + UUID.randomUUID();
  private final PendingClaimer abandoned;
  private final Loop loop = new Loop("log recorder", this::turn);

  LogRecorder(
      StreamReader streams,
      Database database,
      InstantSource clock,
      QueueKeys keys,
      RecorderConfig config) {
    this.streams = streams;
    this.database = database;
    this.stream = keys.logs();
    this.config = config;
    this.abandoned = new PendingClaimer(streams, stream, name, clock);
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    try {
      read();
      return Duration.ZERO;
    } catch (RedisRefused e) {
      if (e.code().equals("NOGROUP")) {
        // The queue keeper creates the groups after the first start and after a wipe.
        return GROUPS_INTERVAL;
      }
      throw e;
    }
  }

  private void read() {
    List<StreamEntry> own =
        loop.healthy()
            ? List.of()
            : streams.unacknowledged(stream, QueueKeys.RECORDERS_GROUP, name, config.batch());
    write(own);
    if (own.size() < config.batch()) {
      write(abandoned.entries(config.batch()));
      write(streams.next(stream, QueueKeys.RECORDERS_GROUP, name, config.batch()));
    }
  }

  private void write(List<StreamEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<StoredLine> lines =
        entries.stream()
            .flatMap(entry -> StoredLine.of(entry, config.logLinesPerAttempt()).stream())
            .toList();
    try {
      database.transaction(connection -> insert(connection, lines));
    } catch (DatabaseRefused e) {
      if (!e.blamesData()) {
        throw e;
      }
      // Log lines are no outcome: lines that cannot be stored are dropped rather than retried for
      // ever.
      LOG.warnf("log lines dropped count=%d reason=%s", lines.size(), e.getMessage());
    }
    streams.done(stream, QueueKeys.RECORDERS_GROUP, entries);
  }

  private static int insert(Connection connection, List<StoredLine> lines) throws SQLException {
    if (lines.isEmpty()) {
      return 0;
    }
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO execution_log (execution_id, epoch, claim, seq, at, level, message)
            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[],
              ?::timestamptz[], ?::smallint[], ?::text[])
            ON CONFLICT DO NOTHING
            """)) {
      Columns.array(insert, 1, "uuid", lines, StoredLine::execution);
      Columns.array(insert, 2, "bigint", lines, StoredLine::epoch);
      Columns.array(insert, 3, "bigint", lines, StoredLine::claim);
      Columns.array(insert, 4, "bigint", lines, StoredLine::seq);
      Columns.array(insert, 5, "timestamptz", lines, StoredLine::at);
      Columns.array(insert, 6, "smallint", lines, StoredLine::level);
      Columns.array(insert, 7, "text", lines, StoredLine::message);
      return insert.executeUpdate();
    }
  }
}
