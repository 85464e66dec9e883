package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.Skipped;
import io.sluice.chaos.nemesis.FaultResult.Landing;
import io.sluice.chaos.nemesis.Schedule.ScheduleStep;
import io.sluice.chaos.nemesis.Schedule.ScheduleStep.Drawn;
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
  private final FaultContext context;
  private final Progress progress;
  private final List<FaultResult> results = new ArrayList<>();

  public Nemesis(FaultContext context, Progress progress) {
    this.context = context;
    this.progress = progress;
  }

  /** All that was played so far. */
  public List<FaultResult> results() {
    return List.copyOf(results);
  }

  /** Plays a step, heals it, and gives the system some time. */
  public void play(ScheduleStep step, Duration rest) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var playing =
          step.faults().stream()
              .map(drawn -> threads.submit((Callable<FaultResult>) () -> result(drawn)))
              .toList();
      for (var each : playing) {
        tell(each.get());
      }
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
    MachineClock.pause(rest);
  }

  private void tell(FaultResult result) {
    results.add(result);
    progress.say(
        String.format(
            Locale.ROOT,
            "row %d %s: %s (%s, %d ms)",
            result.row(),
            result.landing(),
            result.fault(),
            result.words(),
            (result.healed() - result.began()) / 1_000_000));
  }

  private FaultResult result(Drawn drawn) throws InterruptedException {
    var fault = drawn.fault();
    long began = MachineClock.nanos();
    var landing = Landing.NOT_LANDED;
    var words = "";
    try {
      fault.inject(context);
      words = fault.proof(context);
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
      fault.heal(context);
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
