package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executions that have GO and wait for a slot of their model, oldest first. Confined to the lock of
 * the scheduler.
 */
final class ReadyQueue {
  private record Waiting(ReadyExecution prepared, Instant since) {
    Attempt attempt() {
      return prepared.execution().attempt();
    }

    /**
     * Returns true if it holds a permit: an execution with GO that needed one was granted one,
     * which cannot be given twice.
     */
    boolean hasPermit() {
      return prepared.execution().body().permit();
    }
  }

  private final Map<ExecutionModel, Deque<Waiting>> lines = new EnumMap<>(ExecutionModel.class);

  void add(ReadyExecution prepared, ExecutionModel model, Instant now) {
    line(model).add(new Waiting(prepared, now));
  }

  void addFirst(ReadyExecution prepared, ExecutionModel model, Instant now) {
    line(model).addFirst(new Waiting(prepared, now));
  }

  /** Removes and returns the first that waits for a slot of this model. */
  @Nullable ReadyExecution next(ExecutionModel model) {
    Waiting next = line(model).poll();
    return next == null ? null : next.prepared;
  }

  int count(ExecutionModel model) {
    return line(model).size();
  }

  /** Returns the executions that wait for a slot of this model, oldest first. */
  List<ReadyExecution> waitingFor(ExecutionModel model) {
    return line(model).stream().map(Waiting::prepared).toList();
  }

  boolean remove(Attempt attempt) {
    return !take((_, waiting) -> waiting.attempt().equals(attempt)).isEmpty();
  }

  /** Removes executions that may be given back and have waited longer than their model allows. */
  List<Attempt> takeOverdue(Function<ExecutionModel, Duration> timeout, Instant now) {
    return take(
        (model, waiting) ->
            !waiting.hasPermit() && waiting.since.plus(timeout.apply(model)).isBefore(now));
  }

  /** Removes all executions that may be given back. */
  List<Attempt> takeWithoutPermit() {
    return take((_, waiting) -> !waiting.hasPermit());
  }

  List<Attempt> takeAll() {
    return take((_, _) -> true);
  }

  Stream<ClaimedExecution> executions() {
    return lines.values().stream()
        .flatMap(Deque::stream)
        .map(waiting -> waiting.prepared.execution());
  }

  int size() {
    return lines.values().stream().mapToInt(Deque::size).sum();
  }

  private Deque<Waiting> line(ExecutionModel model) {
    return lines.computeIfAbsent(model, _ -> new ArrayDeque<>());
  }

  private List<Attempt> take(BiPredicate<ExecutionModel, Waiting> wanted) {
    var taken = new ArrayList<Attempt>();
    lines.forEach(
        (model, line) ->
            line.removeIf(
                waiting -> {
                  boolean take = wanted.test(model, waiting);
                  if (take) {
                    taken.add(waiting.attempt());
                  }
                  return take;
                }));
    return taken;
  }
}
