package io.sluice.admin.operations;

import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.redis.StreamReader;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.Json;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.service.LineBuffer;
import io.sluice.service.SystemLogLine;
import io.sluice.service.SystemLogStream;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Stores the log lines of this service, and those of the workers from their stream. Two loops, so
 * that the own lines are stored without Redis.
 */
@Singleton
public final class SystemLogRecorder {

  private static final org.jboss.logging.Logger LOG =
      org.jboss.logging.Logger.getLogger(SystemLogRecorder.class);
  private static final Formatter MESSAGE = new PatternFormatter("%s");
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int BATCH = 500;

  private final SystemLogStore store;
  private final StreamReader streams;
  private final RedisConnection redis;
  private final String name = "system-log-" + UUID.randomUUID();
  private final LineBuffer buffer = new LineBuffer("admin-api", null);
  private final Handler tap = new Tap();
  private final Loop own = new Loop("system log", this::own);
  private final Loop workers = new Loop("system log of workers", this::workers);

  SystemLogRecorder(SystemLogStore store, StreamReader streams, RedisConnection redis) {
    this.store = store;
    this.streams = streams;
    this.redis = redis;
  }

  public void start() {
    Logger.getLogger("").addHandler(tap);
    own.start();
    workers.start();
  }

  public void stop() {
    workers.stop();
    own.stop();
    Logger.getLogger("").removeHandler(tap);
  }

  private Duration own() {
    List<SystemLogLine> lines = buffer.take();
    try {
      store(lines);
    } catch (DatabaseUnavailable away) {
      buffer.giveBack(lines);
      throw away;
    }
    return INTERVAL;
  }

  private Duration workers() {
    try {
      write(streams.abandoned(ControlKeys.SYSTEM_LOG, SystemLogStream.GROUP, name, BATCH));
      write(streams.next(ControlKeys.SYSTEM_LOG, SystemLogStream.GROUP, name, BATCH));
      return Duration.ZERO;
    } catch (RedisRefused e) {
      if (!e.code().equals("NOGROUP")) {
        throw e;
      }
      redis.send(
          "XGROUP",
          List.of("CREATE", ControlKeys.SYSTEM_LOG, SystemLogStream.GROUP, "0", "MKSTREAM"));
      return INTERVAL;
    }
  }

  private void write(List<StreamEntry> entries) {
    store(entries.stream().flatMap(SystemLogRecorder::line).toList());
    streams.done(ControlKeys.SYSTEM_LOG, SystemLogStream.GROUP, entries);
  }

  private static Stream<SystemLogLine> line(StreamEntry entry) {
    try {
      String json = entry.fields().get(SystemLogStream.LINE);
      return json == null ? Stream.empty() : Stream.of(Json.read(json, SystemLogLine.class));
    } catch (IllegalArgumentException unreadable) {
      LOG.debugf("a line is not readable entry=%s", entry.id());
      return Stream.empty();
    }
  }

  private void store(List<SystemLogLine> lines) {
    try {
      store.insert(lines);
    } catch (DatabaseRefused e) {
      if (!e.blamesData()) {
        throw e;
      }
      if (lines.size() > 1) {
        store(lines.subList(0, lines.size() / 2));
        store(lines.subList(lines.size() / 2, lines.size()));
      } else {
        LOG.debugf("a line was dropped reason=%s", e.getMessage());
      }
    }
  }

  private final class Tap extends Handler {
    @Override
    public void publish(LogRecord said) {
      buffer.add(said, MESSAGE.format(said));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
