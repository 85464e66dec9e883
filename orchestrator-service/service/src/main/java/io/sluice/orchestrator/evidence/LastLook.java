package io.sluice.orchestrator.evidence;

import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.launch.LaunchedProcess;
import java.util.List;
import java.util.Optional;

/** Collects evidence from an unresponsive process before it is killed. Blocks for up to 4 s. */
public final class LastLook {
  private static final int LARGEST = 24 * 1024;
  private static final int[] DEPTHS = {32, 8, 1, 0};

  private final OutsideLook look;
  private final Dispatcher dispatcher;

  public LastLook(OutsideLook look, Dispatcher dispatcher) {
    this.look = look;
    this.dispatcher = dispatcher;
  }

  /** Returns the evidence as JSON of at most 24 KiB; empty if no execution was in the process. */
  Optional<String> at(Generation generation, LaunchedProcess process) {
    List<Assignment> there =
        dispatcher.assigned().stream().filter(a -> a.generation().equals(generation)).toList();
    return there.isEmpty() ? Optional.empty() : Optional.of(json(there, seen(there, process)));
  }

  private Outside seen(List<Assignment> there, LaunchedProcess process) {
    return look.take(
        there.getFirst().link(),
        process,
        there.stream().map(each -> each.execution().attempt()).toList());
  }

  /** Writes the stacks of its executions, as deep as the limit allows. */
  private static String json(List<Assignment> there, Outside seen) {
    List<DumpedThread> threads =
        there.stream()
            .map(each -> "execution-" + each.execution().attempt().executionId())
            .flatMap(
                name ->
                    seen.dumps().reversed().stream()
                        .flatMap(dump -> dump.named(name).stream())
                        .limit(1))
            .toList();
    String text = "{}";
    for (int depth : DEPTHS) {
      var tree = OutsideJson.of(seen);
      tree.set("stacks", OutsideJson.stacks(threads, depth));
      text = tree.toString();
      if (text.length() <= LARGEST) {
        return text;
      }
    }
    return "{}";
  }
}
