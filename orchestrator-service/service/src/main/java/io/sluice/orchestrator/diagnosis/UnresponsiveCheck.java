package io.sluice.orchestrator.diagnosis;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.LaunchedProcess;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.queue.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks executions whose process should have reported them by now: each once, on a virtual thread,
 * with a result within 4 s in any case. Safe for use by many threads.
 */
public final class UnresponsiveCheck {
  private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(4);

  private final ExternalSnapshotTaker check;
  private final Function<Generation, Optional<LaunchedProcess>> processes;
  private final Map<Attempt, Looking> running = new ConcurrentHashMap<>();

  private record Looking(Assignment assignment, CompletableFuture<ExternalDossier> found) {
    void endWith(ExternalSnapshot seen) {
      found.complete(ExternalDossier.of(assignment, seen));
    }
  }

  public UnresponsiveCheck(
      ExternalSnapshotTaker check, Function<Generation, Optional<LaunchedProcess>> processes) {
    this.check = check;
    this.processes = processes;
  }

  /** Begins a check, unless one is running. */
  public void check(Assignment assignment, Consumer<ExternalDossier> receiver) {
    Attempt attempt = assignment.execution().attempt();
    var mine = new Looking(assignment, new CompletableFuture<>());
    if (running.putIfAbsent(attempt, mine) != null) {
      return;
    }
    var _ = mine.found().thenAccept(receiver).whenComplete((_, _) -> running.remove(attempt));
    var _ =
        CompletableFuture.runAsync(
            () -> mine.endWith(ExternalSnapshot.NOTHING),
            CompletableFuture.delayedExecutor(RESULT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    Thread.ofVirtual().name("look-" + attempt.executionId()).start(() -> mine.endWith(seen(mine)));
  }

  /** Ends the running checks of a process that has ended, without further evidence. */
  public void gone(Generation generation) {
    running.values().stream()
        .filter(each -> each.assignment().generation().equals(generation))
        .forEach(each -> each.endWith(ExternalSnapshot.NOTHING));
  }

  private ExternalSnapshot seen(Looking mine) {
    Assignment assignment = mine.assignment();
    return processes
        .apply(assignment.generation())
        .map(
            process ->
                check.take(assignment.link(), process, List.of(assignment.execution().attempt())))
        .orElse(ExternalSnapshot.NOTHING);
  }
}
