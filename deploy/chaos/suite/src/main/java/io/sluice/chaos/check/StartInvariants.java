package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.nemesis.BlockObserver.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/** Invariants about starts of executions (I6, I7). */
final class StartInvariants {

  private StartInvariants() {}

  /**
   * Invariant I6: a blacklisted workflow starts no execution. Uses the order of Redis, where both
   * block and start happen.
   */
  static final class BlockedWorkflows {
    private BlockedWorkflows() {}

    static InvariantResult check(RunRecord record) {
      if (record.observed().blocks().isEmpty()) {
        return InvariantResult.skipped(
            Invariant.I6, "no workflow was blocked in this run (row 25)");
      }
      var offenders = new ArrayList<String>();
      for (var started : record.observed().started()) {
        var row = record.recorded().executions().get(started.execution());
        if (row != null) {
          record.observed().blocks().stream()
              .filter(block -> within(block, row.workflow(), started.atMillis()))
              .forEach(
                  block ->
                      offenders.add(
                          String.format(
                              Locale.ROOT,
                              "%s of %s started %d ms after its block was seen",
                              row.id(),
                              row.workflow(),
                              started.atMillis() - block.from())));
        }
      }
      return InvariantResult.of(Invariant.I6, record.observed().started().size(), offenders);
    }

    private static boolean within(Block block, String workflow, long atMillis) {
      return block.workflow().equals(workflow) && atMillis > block.from() && atMillis < block.to();
    }
  }

  /**
   * Invariant I7: exclusive attempts never overlap in the ledger; at-most-once executions start
   * once.
   */
  static final class ExclusiveAttempts {
    private static final String EXCLUSIVE = "chaos-exclusive";
    private static final String ONCE = "chaos-once";

    private ExclusiveAttempts() {}

    static InvariantResult check(RunRecord record) {
      var offenders = new ArrayList<String>();
      var exclusive = of(EXCLUSIVE, record);
      var once = of(ONCE, record);
      overlaps(exclusive, offenders);
      repeats(once, offenders);
      return InvariantResult.of(
          Invariant.I7, exclusive.isEmpty() ? 0 : exclusive.size() + once.size(), offenders);
    }

    private static List<Run> of(String workflow, RunRecord record) {
      return record.observed().runs().stream()
          .filter(run -> run.workflow().equals(workflow))
          .sorted(Comparator.comparingLong(Run::start))
          .toList();
    }

    /** Finds overlaps. A run without an end lasted at least until its last line. */
    private static void overlaps(List<Run> sorted, List<String> offenders) {
      for (int i = 1; i < sorted.size(); i++) {
        var later = sorted.get(i);
        sorted.subList(0, i).stream()
            .filter(earlier -> earlier.lastSeen() > later.start())
            .forEach(
                earlier ->
                    offenders.add(
                        String.format(
                            Locale.ROOT,
                            "%s %s overlaps %s %s by %d ms",
                            earlier.execution(),
                            earlier.token(),
                            later.execution(),
                            later.token(),
                            (earlier.lastSeen() - later.start()) / 1_000_000)));
      }
    }

    private static void repeats(List<Run> once, List<String> offenders) {
      var first = new HashMap<String, Run>();
      for (var run : once) {
        var earlier = first.putIfAbsent(run.execution(), run);
        if (earlier != null) {
          offenders.add(
              "%s is at most once and started as %s and %s"
                  .formatted(run.execution(), earlier.token(), run.token()));
        }
      }
    }
  }
}
