package io.sluice.admin.queue.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Measures the memory of Redis. At its limit Redis refuses even renewals, so publishing stops long
 * before, and near it claims wait until the results that use memory are recorded.
 */
@Singleton
final class QueueMemory {

  private static final Logger LOG = Logger.getLogger(QueueMemory.class);
  private static final Pattern USED = Pattern.compile("(?m)^used_memory:(\\d+)");
  private static final Pattern MAX = Pattern.compile("(?m)^maxmemory:(\\d+)");

  private final RedisConnection redis;
  private final QueueScripts queue;
  private final int mostPercent;
  private final AtomicInteger percent = new AtomicInteger();
  private volatile boolean scarce;

  QueueMemory(RedisConnection redis, QueueScripts queue, QueueConfig config, MeterRegistry meters) {
    this.redis = redis;
    this.mostPercent = config.mostMemoryPercent();
    this.queue = queue;
    meters.gauge("sluice.redis.memory.percent", percent);
  }

  /** Asks Redis, and tells the workers; false if Redis has no limit. */
  boolean isShort() {
    String info = (String) Objects.requireNonNull(redis.send("INFO", List.of("memory")));
    percent.set(percent(info));
    boolean now = percent.get() >= mostPercent;
    if (now != scarce) {
      scarce = now;
      LOG.warnf(
          now
              ? "publishing pauses: Redis is %d %% full, the limit is %d %%"
              : "publishing continues: Redis is %d %% full, the limit is %d %%",
          percent.get(),
          mostPercent);
    }
    queue.shortOfMemory(percent.get() >= claimPercent(mostPercent));
    return now;
  }

  /** The last measured state, without asking Redis. */
  boolean wasShort() {
    return scarce;
  }

  /** The part of the memory above which claims wait for results, half way to the whole of it. */
  static int claimPercent(int mostPercent) {
    return (100 + mostPercent) / 2;
  }

  /** Used memory in percent of {@code maxmemory}; 0 if there is no limit. */
  static int percent(String info) {
    long max = number(MAX, info);
    return max == 0 ? 0 : (int) (100 * number(USED, info) / max);
  }

  private static long number(Pattern pattern, String info) {
    var found = pattern.matcher(info);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}
