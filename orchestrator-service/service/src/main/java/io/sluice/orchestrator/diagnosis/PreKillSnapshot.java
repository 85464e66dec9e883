package io.sluice.orchestrator.diagnosis;

import io.sluice.orchestrator.diagnosis.ThreadDump.DumpedThread;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.LaunchedProcess;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.SlotScheduler;
import java.util.List;
import java.util.Optional;

/** Collects evidence from an unresponsive process before it is killed. Blocks for up to 4 s. */
public final class PreKillSnapshot {
  private static final int MAX_CHARACTERS = 24 * 1024;
  private static final int[] DEPTHS = {32, 8, 1, 0};

  private final ExternalSnapshotTaker taker;
  private final SlotScheduler scheduler;

  public PreKillSnapshot(ExternalSnapshotTaker taker, SlotScheduler scheduler) {
    this.taker = taker;
    this.scheduler = scheduler;
  }

  /** Returns the evidence as JSON of at most 24 KiB; empty if no execution was in the process. */
  Optional<String> at(Generation generation, LaunchedProcess process) {
    List<Assignment> there =
        scheduler.assigned().stream().filter(a -> a.generation().equals(generation)).toList();
    return there.isEmpty() ? Optional.empty() : Optional.of(json(there, seen(there, process)));
  }

  private ExternalSnapshot seen(List<Assignment> there, LaunchedProcess process) {
    return taker.take(
        there.getFirst().link(),
        process,
        there.stream().map(each -> each.execution().attempt()).toList());
  }

  /** Writes the stacks of its executions, as deep as the limit allows. */
  private static String json(List<Assignment> there, ExternalSnapshot seen) {
    List<DumpedThread> threads =
        there.stream()
            .map(each -> ThreadDump.EXECUTION + each.execution().attempt().executionId())
            .flatMap(
                name ->
                    seen.dumps().reversed().stream()
                        .flatMap(dump -> dump.named(name).stream())
                        .limit(1))
            .toList();
    String text = "{}";
    for (int depth : DEPTHS) {
      var tree = seen.json();
      tree.set("stacks", ExternalSnapshot.stacks(threads, depth));
      text = tree.toString();
      if (text.length() <= MAX_CHARACTERS) {
        return text;
      }
    }
    return "{}";
  }
}
