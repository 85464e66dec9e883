package io.sluice.chaos.nemesis;

import io.sluice.chaos.nemesis.ScheduleStep.Drawn;
import io.sluice.chaos.nemesis.FaultResult.Landing;
import io.sluice.chaos.system.MachineClock;
import io.sluice.local.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Plays the schedule step by step; the faults of a step run in parallel. */
public final class Nemesis {
  private final FaultContext arena;
  private final Progress progress;
  private final List<FaultResult> strikes = new ArrayList<>();

  public Nemesis(FaultContext arena, Progress progress) {
    this.arena = arena;
    this.progress = progress;
  }

  /** All that was played so far. */
  public List<FaultResult> strikes() {
    return List.copyOf(strikes);
  }

  /** Plays a step, heals it, and gives the system some time. */
  public void play(ScheduleStep step, Duration rest) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var playing =
          step.faults().stream()
              .map(drawn -> threads.submit((Callable<FaultResult>) () -> strike(drawn)))
              .toList();
      for (var each : playing) {
        tell(each.get());
      }
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
    MachineClock.pause(rest);
  }

  private void tell(FaultResult strike) {
    strikes.add(strike);
    progress.say(
        String.format(
            Locale.ROOT,
            "row %d %s: %s (%s, %d ms)",
            strike.row(),
            strike.landing(),
            strike.fault(),
            strike.words(),
            (strike.healed() - strike.began()) / 1_000_000));
  }

  private FaultResult strike(Drawn drawn) throws InterruptedException {
    var fault = drawn.fault();
    long began = MachineClock.nanos();
    var landing = Landing.NOT_LANDED;
    var words = "";
    try {
      fault.inject(arena);
      words = fault.proof(arena);
      landing = Landing.LANDED;
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Skipped reason) {
      landing = Landing.SKIPPED;
      words = String.valueOf(reason.getMessage());
    } catch (Exception failed) {
      words = failed.toString();
    }
    try {
      fault.heal(arena);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception notHealed) {
      landing = landing == Landing.LANDED ? Landing.NOT_HEALED : landing;
      words += "; not healed: " + notHealed;
    }
    return new FaultResult(
        drawn.row().number(), fault.describe(), landing, began, MachineClock.nanos(), words);
  }
}
