package io.sluice.process.execution;

import io.sluice.process.lifecycle.OrphanExit;
import io.sluice.protocol.Attempt;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executions in slots, stuck ones included. Owned by the loop thread. */
final class RunningExecutions {
  private final int slots;
  private final OrphanExit orphanExit;
  private final Map<String, RunningExecution> byId = new LinkedHashMap<>();

  RunningExecutions(int slots, OrphanExit orphanExit) {
    this.slots = slots;
    this.orphanExit = orphanExit;
  }

  int slots() {
    return slots;
  }

  int free() {
    return slots - byId.size();
  }

  boolean canTake(Attempt attempt) {
    return free() > 0 && !byId.containsKey(attempt.getExecutionId());
  }

  void add(RunningExecution execution) {
    byId.put(execution.request().attempt().getExecutionId(), execution);
    orphanExit.add(execution);
  }

  void remove(RunningExecution execution) {
    byId.remove(execution.request().attempt().getExecutionId());
    orphanExit.remove(execution);
  }

  /** Returns the execution of exactly this attempt. */
  Optional<RunningExecution> of(Attempt attempt) {
    return Optional.ofNullable(byId.get(attempt.getExecutionId()))
        .filter(execution -> execution.request().attempt().equals(attempt));
  }

  Collection<RunningExecution> all() {
    return List.copyOf(byId.values());
  }

  boolean onlyStuckLeft() {
    return byId.values().stream().allMatch(RunningExecution::isStuck);
  }

  /** Returns the id of the execution of a thread. */
  @Nullable String idOfThread(long threadId) {
    return byId.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().group().threads().stream()
                    .anyMatch(thread -> thread.threadId() == threadId))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
