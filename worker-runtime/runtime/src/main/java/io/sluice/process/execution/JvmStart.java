package io.sluice.process.execution;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/** Measures the time since the start of the JVM. */
final class JvmStart {
  private JvmStart() {}

  static Duration until(Instant moment) {
    var start = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    return Duration.between(start, moment);
  }
}
