package io.sluice.orchestrator.supervision;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Measures the time that processes take from launch to Hello and to Ready. Called by the threads of
 * links.
 */
public final class StartTimes {
  private final Timer hello;
  private final Timer ready;
  private final InstantSource clock;

  public StartTimes(MeterRegistry meters, InstantSource clock) {
    this.hello = meters.timer("sluice.process.start", "phase", "hello");
    this.ready = meters.timer("sluice.process.start", "phase", "ready");
    this.clock = clock;
  }

  void hello(Processes.Entry process) {
    hello.record(Duration.between(process.launchedAt(), clock.instant()));
  }

  void ready(Processes.Entry process) {
    ready.record(Duration.between(process.launchedAt(), clock.instant()));
  }
}
