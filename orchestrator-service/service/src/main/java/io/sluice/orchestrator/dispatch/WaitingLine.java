package io.sluice.orchestrator.dispatch;

import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executions that have GO and wait for a slot, oldest first. Confined to the dispatcher's lock. */
final class WaitingLine {
  private record Waiting(Prepared prepared, Instant since) {
    Attempt attempt() {
      return prepared.execution().attempt();
    }

    /** What has GO and needed a permit was granted one, which cannot be given twice. */
    boolean hasPermit() {
      return prepared.execution().body().permit();
    }
  }

  private final Deque<Waiting> line = new ArrayDeque<>();

  void add(Prepared prepared, Instant now) {
    line.add(new Waiting(prepared, now));
  }

  void addFirst(Prepared prepared, Instant now) {
    line.addFirst(new Waiting(prepared, now));
  }

  @Nullable Prepared next() {
    Waiting next = line.poll();
    return next == null ? null : next.prepared;
  }

  boolean remove(Attempt attempt) {
    return line.removeIf(waiting -> waiting.attempt().equals(attempt));
  }

  /** Takes away what may be given back and has waited for longer than {@code patience}. */
  List<Attempt> takeOverdue(Duration patience, Instant now) {
    return take(waiting -> !waiting.hasPermit() && waiting.since.plus(patience).isBefore(now));
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
