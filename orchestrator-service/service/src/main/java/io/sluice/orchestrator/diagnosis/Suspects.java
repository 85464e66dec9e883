package io.sluice.orchestrator.diagnosis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.orchestrator.process.LinkMapping;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.protocol.ExecutionStats;
import io.sluice.protocol.Stats;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists the executions of a process that ended, ranked by its last statistics: allocated bytes,
 * then processor time. A rank is a hint for people and convicts no execution. Pure.
 */
final class Suspects {
  static final int MAX_LISTED = 64;

  private Suspects() {}

  private record Suspect(Assignment assignment, ExecutionStats figures) {}

  static ArrayNode of(List<Assignment> inProcess, @Nullable Stats stats) {
    Map<io.sluice.queue.Attempt, ExecutionStats> figures =
        stats == null
            ? Map.of()
            : stats.getExecutionsList().stream()
                .collect(
                    Collectors.toMap(
                        each -> LinkMapping.attempt(each.getAttempt()),
                        each -> each,
                        (one, _) -> one));
    var list = JsonNodeFactory.instance.arrayNode();
    inProcess.stream()
        .map(
            assignment ->
                new Suspect(
                    assignment,
                    figures.getOrDefault(
                        assignment.execution().attempt(), ExecutionStats.getDefaultInstance())))
        .sorted(
            Comparator.comparingLong((Suspect each) -> each.figures().getAllocatedBytes())
                .thenComparingLong(each -> each.figures().getCpuNanos())
                .reversed())
        .limit(MAX_LISTED)
        .forEach(suspect -> add(list, suspect));
    return list;
  }

  private static void add(ArrayNode list, Suspect suspect) {
    var execution = suspect.assignment().execution();
    list.addObject()
        .put("execution_id", execution.attempt().executionId())
        .put("workflow", execution.body().workflowName())
        .put("epoch", execution.attempt().epoch())
        .put("claim", execution.attempt().claim())
        .put("phase", suspect.assignment().phase().name())
        .put("allocated_bytes", suspect.figures().getAllocatedBytes())
        .put("cpu_ms", suspect.figures().getCpuNanos() / 1_000_000)
        .put("thread_state", suspect.figures().getThreadState());
  }
}
