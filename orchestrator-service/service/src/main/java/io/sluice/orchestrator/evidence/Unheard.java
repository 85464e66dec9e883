package io.sluice.orchestrator.evidence;

import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.dispatch.Dossier;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.launch.LaunchedProcess;
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
public final class Unheard {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(4);

  private final OutsideLook look;
  private final Function<Generation, Optional<LaunchedProcess>> processes;
  private final Map<Attempt, Looking> looking = new ConcurrentHashMap<>();

  private record Looking(Assignment assignment, CompletableFuture<Dossier> found) {
    void endWith(Outside seen) {
      found.complete(OutsideDossier.of(assignment, seen));
    }
  }

  public Unheard(OutsideLook look, Function<Generation, Optional<LaunchedProcess>> processes) {
    this.look = look;
    this.processes = processes;
  }

  /** Begins a check, unless one is running. */
  public void look(Assignment assignment, Consumer<Dossier> tell) {
    Attempt attempt = assignment.execution().attempt();
    var mine = new Looking(assignment, new CompletableFuture<>());
    if (looking.putIfAbsent(attempt, mine) != null) {
      return;
    }
    var _ = mine.found().thenAccept(tell).whenComplete((_, _) -> looking.remove(attempt));
    var _ =
        CompletableFuture.runAsync(
            () -> mine.endWith(Outside.NOTHING),
            CompletableFuture.delayedExecutor(TOLD_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
    Thread.ofVirtual().name("look-" + attempt.executionId()).start(() -> mine.endWith(seen(mine)));
  }

  /** Ends the running checks of a process that has ended, without further evidence. */
  public void gone(Generation generation) {
    looking.values().stream()
        .filter(each -> each.assignment().generation().equals(generation))
        .forEach(each -> each.endWith(Outside.NOTHING));
  }

  private Outside seen(Looking mine) {
    Assignment assignment = mine.assignment();
    return processes
        .apply(assignment.generation())
        .map(
            process ->
                look.take(assignment.link(), process, List.of(assignment.execution().attempt())))
        .orElse(Outside.NOTHING);
  }
}
