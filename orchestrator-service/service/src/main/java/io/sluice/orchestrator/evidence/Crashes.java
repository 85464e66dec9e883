package io.sluice.orchestrator.evidence;

import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.dispatch.Blame;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.protocol.Stats;
import io.sluice.queue.Completion;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges the end of processes. Safe for use by many threads. */
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
    String report = new CrashReport(exit, inProcess, stats, place, clock.instant()).json();
    return Blame.assign(exit, inProcess, place, report, clock.instant());
  }
}
