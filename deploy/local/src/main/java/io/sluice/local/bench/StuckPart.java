package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;
import static io.sluice.local.bench.BenchSystem.pause;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the loss of service of a worker of four slots: after one and after four of four
 * executions got stuck, and after its ACTIVE process was killed.
 */
final class StuckPart implements Part {
  private static final int SLOTS = 4;
  private static final int ROUNDS = 3;
  private static final Duration INTERVAL = Duration.ofMillis(5);

  /** Time for the next STANDBY to be proved. */
  private static final Duration REST = Duration.ofSeconds(4);

  @Override
  public void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException, SQLException {
    var first = new ArrayList<Double>();
    var all = new ArrayList<Double>();
    var afterFour = new ArrayList<Double>();
    var afterKill = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Double> one = stuck(system, 1, SLOTS);
      first.add(one.getFirst());
      all.add(one.getLast());
      afterFour.add(stuck(system, SLOTS, 1).getFirst());
      afterKill.add(killed(system));
    }
    figures.lower("hand-over: stuck verdict to first start elsewhere", "ms", first);
    figures.lower("one stuck of four: verdict to four slots in use elsewhere", "ms", all);
    figures.lower("four stuck of four: last verdict to first start elsewhere", "ms", afterFour);
    figures.lower("kill -9 of the ACTIVE process to the next start", "ms", afterKill);
  }

  /** Returns the delays between the last verdict and the first starts in another process. */
  private static List<Double> stuck(BenchSystem system, int executions, int starts)
      throws IOException, InterruptedException, SQLException {
    var spins = new ArrayList<String>();
    for (int i = 0; i < executions; i++) {
      spins.add(system.api().submit("spin", "null", 1));
    }
    // Work waits when the verdict comes: short enough to see a start, long enough to use a slot.
    for (String spin : spins) {
      BenchSystem.await(
          "the verdict",
          INTERVAL,
          () -> {
            keepWaiting(system);
            return system.database().hasEnded(spin);
          });
    }
    long old = system.database().pid(spins.getLast());
    Instant verdict = Instant.MIN;
    for (String spin : spins) {
      Instant at = system.database().verdictAt(spin).orElseThrow();
      verdict = at.isAfter(verdict) ? at : verdict;
    }
    List<Instant> found = startsOutside(system, old, verdict, starts);
    system.awaitIdle();
    pause(REST);
    var from = verdict;
    return found.stream().map(start -> millis(from, start)).toList();
  }

  /** Waits for starts in another process, while work waits. */
  private static List<Instant> startsOutside(
      BenchSystem system, long pid, Instant after, int starts)
      throws IOException, InterruptedException, SQLException {
    BenchSystem.await(
        starts + " starts in another process",
        INTERVAL,
        () -> {
          keepWaiting(system);
          return system.database().startsOutside(pid, after, starts).size() == starts;
        });
    return system.database().startsOutside(pid, after, starts);
  }

  private static void keepWaiting(BenchSystem system)
      throws IOException, InterruptedException, SQLException {
    if (system.database().unfinished() < 3 * SLOTS) {
      system.api().submit("sleep", "{\"seconds\":0.2}");
    }
  }

  private static double killed(BenchSystem system)
      throws IOException, InterruptedException, SQLException {
    long pid = system.activePid();
    Instant killed = now();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    List<Instant> found = startsOutside(system, pid, killed, 1);
    system.awaitIdle();
    pause(REST);
    return millis(killed, found.getFirst());
  }
}
