package io.sluice.chaos.run;

import io.sluice.chaos.check.Facts;
import io.sluice.chaos.check.FactsReader;
import io.sluice.chaos.check.Rest;
import io.sluice.chaos.check.RestReader;
import io.sluice.chaos.load.Answers;
import io.sluice.chaos.load.Api;
import io.sluice.chaos.load.Load;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.nemesis.Arena;
import io.sluice.chaos.nemesis.Blocks;
import io.sluice.chaos.nemesis.Breaker;
import io.sluice.chaos.nemesis.Nemesis;
import io.sluice.chaos.nemesis.Row;
import io.sluice.chaos.nemesis.Rows;
import io.sluice.chaos.nemesis.Schedule;
import io.sluice.chaos.nemesis.Step;
import io.sluice.chaos.system.ChaosSystem;
import io.sluice.chaos.system.ProcessSeen;
import io.sluice.chaos.system.TimeScale;
import io.sluice.chaos.time.MachineClock;
import io.sluice.chaos.watch.Families;
import io.sluice.chaos.watch.Outcomes;
import io.sluice.chaos.watch.Starts;
import io.sluice.local.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Load and faults on a running system, rest, and what was seen. */
final class ChaosRun {
  private static final Duration TO_DRAIN = Duration.ofSeconds(90);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(40);
  private static final Duration DEAD_RECORDER = Duration.ofSeconds(45);
  private static final int REST_TTLS = 3;

  private final ChaosOptions options;
  private final ChaosSystem system;
  private final Progress progress;
  private final TimeScale times;
  private final Path ledger;
  private final Answers answers = new Answers();
  private final Blocks blocks = new Blocks();
  private final List<String> schedule = new ArrayList<>();

  ChaosRun(ChaosOptions options, ChaosSystem system, Progress progress) {
    this.options = options;
    this.system = system;
    this.progress = progress;
    this.times = new TimeScale(options.ttl());
    this.ledger = system.folder().resolve("ledger");
  }

  Answers answers() {
    return answers;
  }

  /** The steps that were played, in order. */
  List<String> schedule() {
    return List.copyOf(schedule);
  }

  Path ledger() {
    return ledger;
  }

  Facts run() throws IOException, InterruptedException, SQLException {
    try (var families = Families.watch(system);
        var outcomes = Outcomes.watch(system.database());
        var starts = Starts.watch(system.redis());
        var api = new Api(system.adminApiUrl(), system.token())) {
      var reader = new FactsReader(system);
      var arena = new Arena(system, api, answers, ledger, times, blocks);
      var nemesis = new Nemesis(arena, progress);
      var plan = new LoadPlan(options.seed(), options.rate(), times, ledger);
      Breaker.threshold(api, Breaker.NEVER);
      try (var load = new Load(plan, api, answers)) {
        load.start();
        play(nemesis);
        load.stop(LAST_ANSWERS);
      }
      var rest = rest(families);
      return reader.read(
          new FactsReader.Noted(
              answers,
              outcomes.first(),
              families.members(),
              arena.harms(),
              nemesis.strikes(),
              starts.all(),
              blocks,
              rest),
          ledger,
          options.ttl());
    }
  }

  private void play(Nemesis nemesis) throws InterruptedException {
    long began = MachineClock.nanos();
    var plan = new Schedule(options.seed(), rows(), times, options.longForm());
    MachineClock.pause(times.ttl());
    for (var step : plan.singles()) {
      play(nemesis, step);
    }
    while (MachineClock.since(began).compareTo(options.length()) < 0) {
      play(nemesis, plan.combination());
    }
  }

  private void play(Nemesis nemesis, Step step) throws InterruptedException {
    schedule.add(step.toString());
    progress.say("next: " + step);
    nemesis.play(step, times.ttl());
  }

  private List<Row> rows() {
    return Rows.all().stream()
        .filter(row -> options.rows().isEmpty() || options.rows().contains(row.number()))
        .toList();
  }

  /** Waits until all has ended, and a while longer; then ends the workers in order. */
  private Rest rest(Families families) throws IOException, InterruptedException {
    progress.say(
        String.format(
            Locale.ROOT,
            "load has ended: %d accepted %s",
            answers.accepted().size(),
            answers.counts()));
    var limit = TO_DRAIN.plus(times.ttl().multipliedBy(8));
    var drained =
        MachineClock.await(
            limit,
            () ->
                system.database().number("select count(*) from execution where finished_at is null")
                    == 0);
    progress.say(drained ? "all executions have ended" : "some executions have not ended");
    MachineClock.pause(times.ttl().multipliedBy(REST_TTLS));
    // What a recorder that died had taken returns after half a minute, whatever the scale.
    MachineClock.await(
        DEAD_RECORDER,
        () -> RestReader.sizes(system).values().stream().allMatch(size -> size == 0));
    var sizes = RestReader.sizes(system);
    endWorkers();
    MachineClock.await(Duration.ofSeconds(5), () -> families.members().alive().isEmpty());
    var left = families.members().alive().stream().map(ProcessSeen::pid).sorted().toList();
    return new Rest(sizes, left, RestReader.folders(system));
  }

  private void endWorkers() throws IOException, InterruptedException {
    for (var worker : system.livingWorkers()) {
      system.terminateWorker(worker.number());
    }
    for (var worker : system.livingWorkers()) {
      try {
        system.workerHasEnded(worker.number(), Duration.ofSeconds(60));
      } catch (IOException doesNotEnd) {
        answers.breaks(String.valueOf(doesNotEnd.getMessage()));
      }
    }
  }
}
