package io.sluice.queue;

import java.util.List;

/**
 * Stream to which workers add log lines of executions. Bounded in bytes, because an entry has up to
 * about 128 KiB: if the lines are not read, the oldest are removed, so that results always have
 * space. Safe for use by many threads.
 */
public final class LogStream {
  private static final String MAX_ENTRIES = "100000";
  private static final Script APPEND = Script.load(LogStream.class, "append_log.lua");

  private final RedisConnection redis;
  private final QueueKeys keys;
  private final String maxBytes;

  /**
   * @param maxBytes maximum of all entries together; exceeded by at most 64 KiB and one entry
   */
  public LogStream(RedisConnection redis, QueueKeys keys, long maxBytes) {
    this.redis = redis;
    this.keys = keys;
    this.maxBytes = Long.toString(maxBytes);
  }

  /**
   * Adds lines, and returns the number of oldest entries that were removed for them.
   *
   * @throws RedisRefused if Redis is out of memory, for example
   * @throws RedisUnavailable if it does not answer
   */
  public long append(LogBatch lines) {
    Object removed =
        APPEND.run(
            redis,
            List.of(keys.logs(), keys.logBytes()),
            List.of(maxBytes, MAX_ENTRIES, Json.write(lines)));
    return removed instanceof Number number ? number.longValue() : 0;
  }
}
