package io.sluice.chaos.check;

import io.sluice.chaos.watch.FleetLog.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Invariant I4: a fleet of the thread model has exactly one ACTIVE process, by the state after each
 * step of the event logs.
 */
final class OneActive {
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
