package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;

import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * No-ops a second out of a queue that was filled before. The worker is stopped by a signal while it
 * is filled, not started anew, because a JVM that has just started is slow.
 */
final class DrainPart implements Part {
  private static final int ROUNDS = 3;
  private static final int QUEUED = 8_000;

  @Override
  public void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException, SQLException {
    Child worker =
        system.local().children().stream()
            .filter(child -> child.role() == ChildRole.WORKER)
            .findFirst()
            .orElseThrow();
    var rates = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      signal("STOP", worker);
      try {
        for (int i = 0; i < QUEUED; i += ThroughputPart.BATCH) {
          system.api().submitNoops(ThroughputPart.BATCH);
        }
      } finally {
        signal("CONT", worker);
      }
      Instant start = now();
      system.awaitIdle();
      rates.add(QUEUED / (millis(start, now()) / 1000));
    }
    figures.higher("drain of 8 000 queued no-ops", "/s", rates);
  }

  private static void signal(String name, Child child) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start();
    if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("The worker could not be sent SIG" + name);
    }
  }
}
