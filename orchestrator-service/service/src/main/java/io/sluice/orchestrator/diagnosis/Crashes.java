package io.sluice.orchestrator.diagnosis;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.protocol.Stats;
import io.sluice.queue.Completion;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Determines the completion of each execution of a process that ended. A record quotes the output
 * of a process only if the process ran no other execution. Safe for use by many threads.
 */
public final class Crashes {
  private final Function<Generation, Optional<Stats>> lastStats;
  private final InstantSource clock;

  public Crashes(Function<Generation, Optional<Stats>> lastStats, InstantSource clock) {
    this.lastStats = lastStats;
    this.clock = clock;
  }

  /**
   * Returns the completion of each execution in the process, with the report if it is convicted or
   * suspected.
   */
  public List<Completion> attribute(
      Generation generation,
      ProcessExit exit,
      List<Assignment> inProcess,
      AttemptLocation location) {
    if (inProcess.isEmpty()) {
      return List.of();
    }
    Stats stats = lastStats.apply(generation).orElse(null);
    ProcessExit quotable = ranOneOnly(location) ? exit : exit.withoutForeignWords();
    String report = new CrashReport(quotable, inProcess, stats, location, clock.instant()).json();
    return CrashAttribution.assign(quotable, inProcess, location, report, clock.instant());
  }

  /**
   * Returns true if all output of the process belongs to this execution. In the other models
   * executions of other organizations, also earlier ones, may have printed it.
   */
  private static boolean ranOneOnly(AttemptLocation location) {
    return location.executionModel().equals(ExecutionModel.ISOLATED.label());
  }
}
