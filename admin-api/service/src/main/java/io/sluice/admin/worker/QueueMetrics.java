package io.sluice.admin.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of the queue's depth and age and of the workers' last heartbeats, updated every five
 * seconds, so that a scrape needs no query. A worker that signed off has no gauge. One thread
 * writes.
 */
@Singleton
public final class QueueMetrics {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final QueueStore queue;
  private final WorkerDirectory workers;
  private final InstantSource clock;
  private final MultiGauge heartbeats;
  private volatile QueueStore.@Nullable Depth depth;
  private final Loop loop = new Loop("queue metrics", this::turn);

  QueueMetrics(
      QueueStore queue, WorkerDirectory workers, InstantSource clock, MeterRegistry meters) {
    this.queue = queue;
    this.workers = workers;
    this.clock = clock;
    meters.gauge("sluice.queue.depth", this, QueueMetrics::total);
    meters.gauge("sluice.queue.oldest.seconds", this, QueueMetrics::oldest);
    this.heartbeats =
        MultiGauge.builder("sluice.worker.last.heartbeat.timestamp.seconds").register(meters);
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private double total() {
    QueueStore.Depth known = depth;
    return known == null ? 0 : known.total();
  }

  private double oldest() {
    QueueStore.Depth known = depth;
    return known == null ? 0 : known.oldestSeconds();
  }

  private Duration turn() {
    depth = queue.depth();
    try {
      Instant now = clock.instant();
      heartbeats.register(
          workers.heardAgo().entrySet().stream()
              .map(each -> row(each.getKey(), now.minus(each.getValue())))
              .toList(),
          true);
    } catch (RedisRefused | RedisUnavailable e) {
      // The timestamps stay as they are; an alert compares them with the present time.
    }
    return INTERVAL;
  }

  private static MultiGauge.Row<Number> row(String worker, Instant heard) {
    return MultiGauge.Row.of(Tags.of("worker_id", worker), heard.toEpochMilli() / 1000.0);
  }
}
