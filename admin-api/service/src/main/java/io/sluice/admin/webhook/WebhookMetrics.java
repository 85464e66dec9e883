package io.sluice.admin.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts attempts and measures the outbox. All series exist from the start. */
@Singleton
final class WebhookMetrics {

  private static final String DELIVERIES = "sluice.webhook.deliveries";

  private final Counter delivered;
  private final Counter failed;
  private final Counter dead;
  private final AtomicLong pending = new AtomicLong();
  private final AtomicLong oldestMillis = new AtomicLong();

  WebhookMetrics(MeterRegistry meters) {
    this.delivered = meters.counter(DELIVERIES, "outcome", "delivered");
    this.failed = meters.counter(DELIVERIES, "outcome", "failed");
    this.dead = meters.counter(DELIVERIES, "outcome", "dead");
    meters.gauge("sluice.webhook.pending", pending);
    TimeGauge.builder("sluice.webhook.oldest.pending.age", oldestMillis::get, TimeUnit.MILLISECONDS)
        .register(meters);
  }

  void delivered() {
    delivered.increment();
  }

  /** An attempt that is repeated. */
  void failed() {
    failed.increment();
  }

  void dead(int count) {
    dead.increment(count);
  }

  void measured(OutboxUpkeep.Waiting waiting) {
    pending.set(waiting.count());
    oldestMillis.set(waiting.oldest().toMillis());
  }
}
