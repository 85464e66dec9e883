package io.sluice.admin.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts attempts and measures the outbox. All series exist from the start. */
@Singleton
final class WebhookMetrics {

  private static final String DELIVERIES = "sluice.webhook.deliveries";

  private final Map<Transport, Counter> delivered = new EnumMap<>(Transport.class);
  private final Map<Transport, Counter> failed = new EnumMap<>(Transport.class);
  private final Map<Transport, Counter> dead = new EnumMap<>(Transport.class);
  private final AtomicLong pending = new AtomicLong();
  private final AtomicLong oldestMillis = new AtomicLong();

  WebhookMetrics(MeterRegistry meters) {
    for (Transport transport : Transport.values()) {
      delivered.put(transport, counter(meters, "delivered", transport));
      failed.put(transport, counter(meters, "failed", transport));
      dead.put(transport, counter(meters, "dead", transport));
    }
    meters.gauge("sluice.webhook.pending", pending);
    TimeGauge.builder("sluice.webhook.oldest.pending.age", oldestMillis::get, TimeUnit.MILLISECONDS)
        .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String outcome, Transport transport) {
    return meters.counter(DELIVERIES, "outcome", outcome, "transport", transport.word());
  }

  void delivered(Transport transport) {
    Objects.requireNonNull(delivered.get(transport)).increment();
  }

  /** An attempt that is repeated. */
  void failed(Transport transport) {
    Objects.requireNonNull(failed.get(transport)).increment();
  }

  void dead(Transport transport, int count) {
    Objects.requireNonNull(dead.get(transport)).increment(count);
  }

  void measured(OutboxUpkeep.Waiting waiting) {
    pending.set(waiting.count());
    oldestMillis.set(waiting.oldest().toMillis());
  }
}
