package io.sluice.admin.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts frames and those who get them. */
@Singleton
final class StreamMetrics {

  private final Counter frames;
  private final Counter dropped;

  StreamMetrics(MeterRegistry meters, Clients clients) {
    this.frames = meters.counter("sluice.live.frames");
    this.dropped = meters.counter("sluice.live.frames.dropped");
    meters.gauge("sluice.live.clients", clients, Clients::count);
  }

  void sent() {
    frames.increment();
  }

  /** A client that was still busy with the frame before. */
  void dropped() {
    dropped.increment();
  }
}
