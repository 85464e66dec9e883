package io.sluice.chaos.run;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.check.RunRecord;
import io.sluice.chaos.check.RunRecord.Remains;
import io.sluice.chaos.check.RunRecordReader;
import io.sluice.chaos.check.RunRecordReader.RemainsReader;
import io.sluice.chaos.load.Answers;
import io.sluice.chaos.load.LoadGenerator;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.nemesis.BlockObserver;
import io.sluice.chaos.nemesis.BreakerClient;
import io.sluice.chaos.nemesis.FaultCatalog;
import io.sluice.chaos.nemesis.FaultCatalog.CatalogRow;
import io.sluice.chaos.nemesis.FaultContext;
import io.sluice.chaos.nemesis.Nemesis;
import io.sluice.chaos.nemesis.Schedule;
import io.sluice.chaos.nemesis.Schedule.ScheduleStep;
import io.sluice.chaos.run.Chaos.ChaosOptions;
import io.sluice.chaos.system.ChaosSystem;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.system.TimeScale;
import io.sluice.chaos.watch.OutcomeSampler;
import io.sluice.chaos.watch.ProcessTreeSampler;
import io.sluice.chaos.watch.StartedEvents;
import io.sluice.local.Progress;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs load and faults on a started system, waits until it is idle, and collects the record. */
final class ChaosRun {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
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
  private final BlockObserver blocks = new BlockObserver();
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

  RunRecord run() throws IOException, InterruptedException, SQLException {
    try (var sampler = ProcessTreeSampler.watch(system);
        var outcomes = OutcomeSampler.watch(system.database());
        var starts = StartedEvents.watch(system.redis());
        var api = new ApiClient(system.adminApiUrl(), system.token(), ANSWER_LIMIT)) {
      var reader = new RunRecordReader(system);
      var context = new FaultContext(system, api, answers, ledger, times, blocks);
      var nemesis = new Nemesis(context, progress);
      var plan = new LoadPlan(options.seed(), options.rate(), times, ledger);
      BreakerClient.threshold(api, BreakerClient.NEVER);
      try (var load = new LoadGenerator(plan, api, answers)) {
        load.start();
        play(nemesis);
        load.stop(LAST_ANSWERS);
      }
      var rest = rest(sampler);
      return reader.read(
          new RunRecordReader.Noted(
              answers,
              outcomes.first(),
              sampler.members(),
              context.injected(),
              nemesis.results(),
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

  private void play(Nemesis nemesis, ScheduleStep step) throws InterruptedException {
    schedule.add(step.toString());
    progress.say("next: " + step);
    nemesis.play(step, times.ttl());
  }

  private List<CatalogRow> rows() {
    return FaultCatalog.all().stream()
        .filter(row -> options.rows().isEmpty() || options.rows().contains(row.number()))
        .toList();
  }

  /** Waits until all executions have ended, and a while longer; then stops the workers in order. */
  private Remains rest(ProcessTreeSampler sampler) throws IOException, InterruptedException {
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
        () -> RemainsReader.sizes(system).values().stream().allMatch(size -> size == 0));
    var sizes = RemainsReader.sizes(system);
    endWorkers();
    MachineClock.await(Duration.ofSeconds(5), () -> sampler.members().alive().isEmpty());
    var left = sampler.members().alive().stream().map(ObservedProcess::pid).sorted().toList();
    return new Remains(sizes, left, RemainsReader.folders(system));
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
