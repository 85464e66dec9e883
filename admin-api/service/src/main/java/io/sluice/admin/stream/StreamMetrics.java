package io.sluice.admin.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts frames and clients. */
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

  /** Counts a skipped frame: the client was still receiving the previous one. */
  void dropped() {
    dropped.increment();
  }
}
