package io.sluice.chaos.nemesis;

import io.sluice.chaos.system.TimeScale;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random parameters of faults. For the thread that makes the schedule. */
public final class FaultRandom {
  private final RandomGenerator random;
  private final TimeScale times;
  private final boolean longForm;

  FaultRandom(RandomGenerator random, TimeScale times, boolean longForm) {
    this.random = random;
    this.times = times;
    this.longForm = longForm;
  }

  int index() {
    return random.nextInt(1 << 20);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** A time of the protocol, scaled as all its times are. */
  Duration scaled(double lifeSizeSeconds) {
    return times.ofSeconds(lifeSizeSeconds);
  }

  boolean longForm() {
    return longForm;
  }

  String word() {
    return Long.toHexString(random.nextLong());
  }
}
