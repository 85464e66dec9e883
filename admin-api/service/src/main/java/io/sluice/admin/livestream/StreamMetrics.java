package io.sluice.admin.livestream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts frames and clients. */
@Singleton
final class StreamMetrics {

  private final Counter frames;
  private final Counter dropped;

  StreamMetrics(MeterRegistry meters, ConnectionRegistry clients) {
    this.frames = meters.counter("sluice.live.frames");
    this.dropped = meters.counter("sluice.live.frames.dropped");
    meters.gauge("sluice.live.clients", clients, ConnectionRegistry::count);
  }

  void sent() {
    frames.increment();
  }

  /** Counts a skipped frame: the client was still receiving the previous one. */
  void dropped() {
    dropped.increment();
  }
}
