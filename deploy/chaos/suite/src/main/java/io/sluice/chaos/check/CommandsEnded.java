package io.sluice.chaos.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Invariant I9 and row 26: every command ends, and a repeated or late one never affects the process
 * that replaced its target.
 */
final class CommandsEnded {
  private static final String ORDERED_TO_GO = "PENDING_KILL";

  private CommandsEnded() {}

  static InvariantResult check(RunRecord record) {
    if (record.recorded().commands().isEmpty()) {
      return InvariantResult.skipped(Invariant.I9, "there is no table of commands in this version");
    }
    var commands = record.recorded().commands().get();
    boolean played = record.faults().results().stream().anyMatch(result -> result.row() == 26);
    if (commands.all() == 0 && !played) {
      return InvariantResult.skipped(Invariant.I9, "no command was given in this run (row 26)");
    }
    var offenders = new ArrayList<>(commands.open());
    offenders.addAll(unordered(record, commands));
    return InvariantResult.of(Invariant.I9, commands.all(), offenders);
  }

  private static List<String> unordered(RunRecord record, RunRecord.Commands commands) {
    return record.observed().sessions().stream()
        .flatMap(List::stream)
        .filter(change -> change.to().equals(ORDERED_TO_GO))
        .filter(change -> !commands.generations().contains(change.generation()))
        .map(change -> "nobody ordered generation " + change.generation() + " to go")
        .toList();
  }
}
