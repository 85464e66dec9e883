package io.sluice.queue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Consumers of a stream's group. Redis keeps each for ever, and every instance has a name of its
 * own, so those of instances that have ended are removed. Safe for use by many threads.
 */
public final class StreamConsumers {
  private static final Script REMOVE = Script.load(StreamConsumers.class, "remove_consumers.lua");

  private final RedisConnection redis;

  public StreamConsumers(RedisConnection redis) {
    this.redis = redis;
  }

  /**
   * Removes consumers that hold no entry and have not called for this time.
   *
   * @return the number of removed ones
   */
  public long removeIdle(String stream, String group, Duration idle) {
    var arguments = List.of(group, Long.toString(idle.toMillis()));
    return (Long) Objects.requireNonNull(REMOVE.run(redis, List.of(stream), arguments));
  }
}
