package io.sluice.admin.redis;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Checks persistence and eviction of Redis at the start and each minute. A wrong setting is
 * reported and stops nothing: no accepted execution is lost by it, and a managed Redis may not
 * allow the right one.
 */
@Singleton
public final class RedisSettings {

  private static final Logger LOG = Logger.getLogger(RedisSettings.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final RedisConnection redis;
  private final Loop loop = new Loop("redis-settings", this::turn);
  private volatile Set<RedisFault> faults = Set.of();

  RedisSettings(RedisConnection redis, MeterRegistry meters) {
    this.redis = redis;
    for (var fault : RedisFault.values()) {
      Gauge.builder("sluice.redis.setting.wrong", this, s -> s.faults.contains(fault) ? 1 : 0)
          .description("1 while this setting of Redis is wrong (docs/operations.md)")
          .tag("setting", fault.setting())
          .register(meters);
    }
  }

  /** Starts the checks. */
  public void start() {
    loop.start();
  }

  /** Ends the checks. */
  public void stop() {
    loop.stop();
  }

  /** Checks again at once. Never blocks. */
  public void nudge() {
    loop.nudge();
  }

  /** The faults that the last check found. */
  public Set<RedisFault> faults() {
    return faults;
  }

  private Duration turn() {
    var found = RedisFault.in(info("memory") + "\n" + info("persistence"));
    var before = faults;
    faults = Set.copyOf(found);
    found.stream()
        .filter(fault -> !before.contains(fault))
        .forEach(fault -> LOG.warnf("Redis is set up wrongly: %s", fault.sentence()));
    before.stream()
        .filter(fault -> !found.contains(fault))
        .forEach(
            fault -> LOG.infof("Redis is set up correctly again: setting=%s", fault.setting()));
    return INTERVAL;
  }

  private String info(String section) {
    return (String) Objects.requireNonNull(redis.send("INFO", List.of(section)));
  }
}
