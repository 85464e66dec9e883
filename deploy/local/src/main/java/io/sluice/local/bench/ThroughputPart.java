package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No-ops a second from submit to recorded, and the CPU time of one by part of the system. */
final class ThroughputPart implements Part {
  static final String SUSTAINED = "sustained, batch submit to recorded";
  static final int BATCH = 500;
  static final int AHEAD = 5_000;

  private static final int WARM_UP = 50_000;
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofSeconds(15);

  private final String when;

  /**
   * @param when added to the names of the figures; empty for the usual system
   */
  ThroughputPart(String when) {
    this.when = when;
  }

  /** Runs no-ops until the JVMs have compiled what is hot. */
  static void warmUp(BenchSystem system) throws IOException, InterruptedException, SQLException {
    for (int i = 0; i < WARM_UP; i += BATCH) {
      system.api().submitNoops(BATCH);
      BenchSystem.await(
          "fewer wait", Duration.ofMillis(100), () -> system.database().unfinished() <= AHEAD);
    }
    system.awaitIdle();
  }

  @Override
  public void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException, SQLException {
    var rates = new ArrayList<Double>();
    List<Map<String, Double>> cpu = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      var before = CpuByPart.read(system.local());
      Instant start = now();
      long count = system.submitNoopsFor(ROUND, AHEAD, BATCH);
      system.awaitIdle();
      rates.add(count / (millis(start, now()) / 1000));
      cpu.add(CpuByPart.microsOfOne(before, CpuByPart.read(system.local()), count));
    }
    figures.higher(SUSTAINED + when, "/s", rates);
    figures.lowerByPart("CPU of one no-op" + when, "µs", cpu);
  }
}
