package io.sluice.orchestrator.evidence;

import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.dispatch.Blame;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.protocol.Stats;
import io.sluice.queue.Completion;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds what each execution of a process that ended becomes. A record quotes the output of a
 * process only when the process ran nothing but that execution. Safe for use by many threads.
 */
public final class Crashes {
  private final Function<Generation, Optional<Stats>> lastStats;
  private final InstantSource clock;

  public Crashes(Function<Generation, Optional<Stats>> lastStats, InstantSource clock) {
    this.lastStats = lastStats;
    this.clock = clock;
  }

  /** What became of what was in it, each with the report when it is convicted or suspected. */
  public List<Completion> judge(
      Generation generation, ProcessExit exit, List<Assignment> inProcess, Place place) {
    if (inProcess.isEmpty()) {
      return List.of();
    }
    Stats stats = lastStats.apply(generation).orElse(null);
    ProcessExit quotable = ranOneOnly(place) ? exit : exit.withoutForeignWords();
    String report = new CrashReport(quotable, inProcess, stats, place, clock.instant()).json();
    return Blame.assign(quotable, inProcess, place, report, clock.instant());
  }

  /**
   * Whether all that the process printed is of this execution. In the other models executions of
   * other organizations may have printed it, also earlier ones.
   */
  private static boolean ranOneOnly(Place place) {
    return place.executionModel().equals(ExecutionModel.ISOLATED.label());
  }
}
