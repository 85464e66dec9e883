package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.queue.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds executions in slots that their process does not run, because it has lost them or because
 * the report of their end was lost. An answer that was given before the process read the Execute
 * message proves nothing, so only the answer to a Ping counts that was sent after the execution was
 * first missed. Confined to the lock of the scheduler.
 */
final class MissingExecutions {
  /** The last Ping that was sent when an execution was first missed. */
  private final Map<Attempt, Long> missedAt = new HashMap<>();

  /**
   * Returns the lost executions.
   *
   * @param inSlots executions in the slots of the process
   * @param reported executions that the process reports as running
   * @param answered sequence of the Ping that the report answers
   */
  List<Assignment> among(List<Assignment> inSlots, Set<Attempt> reported, long answered) {
    var lost = new ArrayList<Assignment>();
    for (Assignment assignment : inSlots) {
      Attempt attempt = assignment.execution().attempt();
      if (reported.contains(attempt) || assignment.phase() == Phase.STUCK) {
        missedAt.remove(attempt);
        continue;
      }
      long since = missedAt.computeIfAbsent(attempt, _ -> assignment.link().lastPing());
      if (answered > since) {
        missedAt.remove(attempt);
        lost.add(assignment);
      }
    }
    return lost;
  }

  /** Forgets all attempts that are in no slot any more. */
  void retain(Set<Attempt> inSlots) {
    missedAt.keySet().retainAll(inSlots);
  }
}
