package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;

import io.sluice.local.bench.figure.Comparison;
import io.sluice.local.bench.figure.Figure;
import io.sluice.local.bench.figure.FigureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code deploy/bench/run}: measures a system of its own with one worker in the {@code thread}
 * model, and another one with four workers. Ends with 1 if a figure is worse than in the run that
 * it is compared with.
 */
@Command(
    name = "run",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = "Measures Sluice on this machine and prints a table.")
public final class Bench implements Callable<Integer> {
  private static final int LOW_RATE = 50;
  private static final double TOLERANCE = 0.15;
  private static final List<Long> HISTORIES = List.of(10_000L, 1_000_000L, 10_000_000L);

  @Option(
      names = "--short",
      description = "only what other systems are measured by: throughput, drain, latency")
  private boolean brief;

  @Option(
      names = "--full",
      description = "also with long histories: more than an hour, 12 GB of disk")
  private boolean full;

  @Option(
      names = "--everysec",
      description = "Redis writes to its disk once a second, not before each answer")
  private boolean everySecond;

  @Option(names = "--out", paramLabel = "FILE", description = "where the figures are kept, as JSON")
  private @Nullable Path out;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "figures of an earlier run: ends with 1 if one is worse by more than 15 %%")
  private @Nullable Path stored;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Figure> before;
    try {
      before = stored == null ? List.of() : FigureFile.read(stored);
    } catch (IOException unreadable) {
      System.err.println("--compare: " + unreadable.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    System.out.println("| figure | median | spread |\n| --- | --- | --- |");
    var figures = new Figures();
    if (brief) {
      comparable(figures);
    } else {
      ofOneWorker(figures);
      ofWorkers(figures);
    }
    if (full) {
      ofHistories(figures);
    }
    if (out != null) {
      FigureFile.write(out, figures.all());
    }
    return before.isEmpty() ? CommandLine.ExitCode.OK : compared(before, figures.all());
  }

  private void ofOneWorker(Figures figures) throws Exception {
    Instant began = now();
    try (var system = durable(BenchSystem.start())) {
      figures.lower("start of all parts to READY", "s", List.of(millis(began, now()) / 1000));
      new MemoryPart().measure(system, figures);
      ThroughputPart.warmUp(system);
      new SubmitPart().measure(system, figures);
      new DrainPart().measure(system, figures);
      new ThroughputPart("").measure(system, figures);
      new LatencyPart("at 50/s", LOW_RATE).measure(system, figures);
      int half = (int) Math.round(figures.median(ThroughputPart.SUSTAINED) / 2);
      new LatencyPart("at half of the sustained rate", half).measure(system, figures);
      MemoryPart.ofServices("after the load").measure(system, figures);
      new StuckPart().measure(system, figures);
      new ProcessStartPart().measure(system, figures);
    }
  }

  private void comparable(Figures figures) throws Exception {
    try (var system = durable(BenchSystem.start())) {
      ThroughputPart.warmUp(system);
      new ThroughputPart("").measure(system, figures);
      new DrainPart().measure(system, figures);
      new LatencyPart("at 50/s", LOW_RATE).measure(system, figures);
    }
  }

  private void ofWorkers(Figures figures) throws Exception {
    try (var system = durable(BenchSystem.start(WorkersPart.WORKERS, Map.of()))) {
      new WorkersPart().measure(system, figures);
    }
  }

  private void ofHistories(Figures figures) throws Exception {
    for (long rows : HISTORIES) {
      try (var system = durable(BenchSystem.start())) {
        system.database().load(rows, 0);
        ThroughputPart.warmUp(system);
        new ThroughputPart(String.format(Locale.ROOT, ", %,d in history", rows))
            .measure(system, figures);
      }
    }
  }

  private BenchSystem durable(BenchSystem system) throws IOException {
    return everySecond ? system : system.withRedisAlwaysOnDisk();
  }

  private static int compared(List<Figure> before, List<Figure> figures) {
    var comparison = Comparison.of(before, figures, TOLERANCE);
    System.out.println();
    System.out.print(comparison.table());
    return comparison.isWorse() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }
}
