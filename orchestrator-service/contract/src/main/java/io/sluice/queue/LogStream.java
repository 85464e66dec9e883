package io.sluice.queue;

import java.util.List;
import java.util.stream.Stream;

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
   * @param maxBytes maximum of all entries together; exceeded by at most 64 KiB and one call
   */
  public LogStream(RedisConnection redis, QueueKeys keys, long maxBytes) {
    this.redis = redis;
    this.keys = keys;
    this.maxBytes = Long.toString(maxBytes);
  }

  /**
   * Adds an entry for each batch, and returns the number of oldest entries that were removed for
   * them.
   *
   * @throws RedisRefused if Redis is out of memory, for example
   * @throws RedisUnavailable if it does not answer
   */
  public long append(List<LogBatch> batches) {
    Object removed =
        APPEND.run(
            redis,
            List.of(keys.logs(), keys.logBytes()),
            Stream.concat(Stream.of(maxBytes, MAX_ENTRIES), batches.stream().map(Json::write))
                .toList());
    return removed instanceof Number number ? number.longValue() : 0;
  }
}
