package io.sluice.chaos.check;

import io.sluice.chaos.nemesis.FaultResult.Landing;
import io.sluice.chaos.watch.FleetLog.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Invariants about processes, commands, faults and the state after a run (I4, I8, I9, I10). */
final class RunInvariants {

  private RunInvariants() {}

  /**
   * Invariant I4: a fleet of the thread model has exactly one ACTIVE process, by the state after
   * each step of the event logs.
   */
  static final class OneActive {
    /** Events after which there may be no ACTIVE process: it ended, or was silent for a minute. */
    private static final Set<String> CRASHES = Set.of("Exited", "LinkLost", "TimePassed");

    private OneActive() {}

    static InvariantResult check(RunRecord record) {
      var offenders = new ArrayList<String>();
      long inspected = 0;
      for (var session : record.observed().sessions()) {
        inspected += session.size();
        check(session.stream().filter(Change::ofThreads).toList(), offenders);
      }
      return InvariantResult.of(Invariant.I4, inspected, offenders);
    }

    private static void check(List<Change> session, List<String> offenders) {
      var states = new HashMap<Long, String>();
      for (int i = 0; i < session.size(); i++) {
        var change = session.get(i);
        if (change.event().equals("CloseRequested")) {
          return;
        }
        states.put(change.generation(), change.to());
        boolean lastOfStep = i + 1 == session.size() || session.get(i + 1).step() != change.step();
        long active = states.values().stream().filter("ACTIVE"::equals).count();
        if (lastOfStep && active > 1) {
          offenders.add(
              String.format(Locale.ROOT, "%d processes are ACTIVE after %s", active, change));
        }
        if (change.from().equals("ACTIVE") && change.noneActive() && !crash(change)) {
          offenders.add("no process is ACTIVE after " + change);
        }
      }
    }

    private static boolean crash(Change change) {
      return CRASHES.contains(change.event())
          && (change.to().equals("EXITING") || change.to().equals("gone"));
    }
  }

  /**
   * Invariant I9 and row 26: every command ends, and a repeated or late one never affects the
   * process that replaced its target.
   */
  static final class CommandsEnded {
    private static final String ORDERED_TO_GO = "PENDING_KILL";

    private CommandsEnded() {}

    static InvariantResult check(RunRecord record) {
      if (record.recorded().commands().isEmpty()) {
        return InvariantResult.skipped(
            Invariant.I9, "there is no table of commands in this version");
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

  /** Invariant I10: every fault had an effect. Skipped faults are reported separately. */
  static final class FaultsLanded {
    private FaultsLanded() {}

    static InvariantResult check(RunRecord record) {
      var played =
          record.faults().results().stream()
              .filter(result -> result.landing() != Landing.SKIPPED)
              .toList();
      return InvariantResult.of(
          Invariant.I10,
          played.size(),
          played.stream()
              .filter(result -> result.landing() != Landing.LANDED)
              .map(
                  result ->
                      String.format(
                          Locale.ROOT,
                          "row %d, %s: %s",
                          result.row(),
                          result.fault(),
                          result.words()))
              .toList());
    }
  }

  /** Invariant I8: after shutdown no Redis entry, process or folder remains. */
  static final class NothingRemains {
    private NothingRemains() {}

    static InvariantResult check(RunRecord record) {
      var offenders = new ArrayList<String>();
      var rest = record.rest();
      rest.sizes()
          .forEach(
              (name, size) -> {
                if (size != 0) {
                  offenders.add(name + " holds " + size);
                }
              });
      rest.processes().forEach(pid -> offenders.add("process " + pid + " outlives its worker"));
      rest.folders().forEach(folder -> offenders.add(folder + " is left"));
      return InvariantResult.of(Invariant.I8, rest.sizes().size(), offenders);
    }
  }
}
