package io.sluice.orchestrator.dispatch;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executions that have GO and wait for a slot, oldest first. Confined to the dispatcher's lock. */
final class WaitingLine {
  private record Waiting(Prepared prepared, ExecutionModel model, Instant since) {
    Attempt attempt() {
      return prepared.execution().attempt();
    }

    /** What has GO and needed a permit was granted one, which cannot be given twice. */
    boolean hasPermit() {
      return prepared.execution().body().permit();
    }
  }

  private final Deque<Waiting> line = new ArrayDeque<>();

  void add(Prepared prepared, ExecutionModel model, Instant now) {
    line.add(new Waiting(prepared, model, now));
  }

  void addFirst(Prepared prepared, ExecutionModel model, Instant now) {
    line.addFirst(new Waiting(prepared, model, now));
  }

  /** Takes the first that waits for a slot of this model. */
  @Nullable Prepared next(ExecutionModel model) {
    for (Iterator<Waiting> all = line.iterator(); all.hasNext(); ) {
      Waiting next = all.next();
      if (next.model == model) {
        all.remove();
        return next.prepared;
      }
    }
    return null;
  }

  int count(ExecutionModel model) {
    return (int) line.stream().filter(w -> w.model == model).count();
  }

  /** What waits for a slot of this model, oldest first. */
  List<Prepared> waitingFor(ExecutionModel model) {
    return line.stream().filter(w -> w.model == model).map(Waiting::prepared).toList();
  }

  boolean remove(Attempt attempt) {
    return line.removeIf(waiting -> waiting.attempt().equals(attempt));
  }

  /** Takes away what may be given back and has waited for longer than its model allows. */
  List<Attempt> takeOverdue(Function<ExecutionModel, Duration> patience, Instant now) {
    return take(
        waiting ->
            !waiting.hasPermit()
                && waiting.since.plus(patience.apply(waiting.model)).isBefore(now));
  }

  /** Takes away all that may be given back. */
  List<Attempt> takeWithoutPermit() {
    return take(waiting -> !waiting.hasPermit());
  }

  List<Attempt> takeAll() {
    return take(_ -> true);
  }

  Stream<ClaimedExecution> executions() {
    return line.stream().map(waiting -> waiting.prepared.execution());
  }

  int size() {
    return line.size();
  }

  private List<Attempt> take(Predicate<Waiting> wanted) {
    var taken = new ArrayList<Attempt>();
    line.stream().filter(wanted).map(Waiting::attempt).forEach(taken::add);
    line.removeIf(wanted);
    return taken;
  }
}
