package io.sluice.chaos.check;

import io.sluice.chaos.nemesis.BlockObserver.Block;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Invariant I6: a blacklisted workflow starts no execution. Uses the order of Redis, where both
 * block and start happen.
 */
final class BlockedWorkflows {
  private BlockedWorkflows() {}

  static InvariantResult check(RunRecord record) {
    if (record.observed().blocks().isEmpty()) {
      return InvariantResult.skipped(Invariant.I6, "no workflow was blocked in this run (row 25)");
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
