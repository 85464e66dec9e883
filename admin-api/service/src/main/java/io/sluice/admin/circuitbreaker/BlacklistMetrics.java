package io.sluice.admin.circuitbreaker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Measures the number of blacklisted workflows every five seconds: any instance may change it. */
@Singleton
public final class BlacklistMetrics {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final BlacklistFinder entries;
  private final AtomicLong count = new AtomicLong();
  private final Loop loop = new Loop("blacklist metrics", this::turn);

  BlacklistMetrics(BlacklistFinder entries, MeterRegistry meters) {
    this.entries = entries;
    meters.gauge("sluice.blacklisted.workflows", count);
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    count.set(entries.blacklistedWorkflows());
    return INTERVAL;
  }
}
