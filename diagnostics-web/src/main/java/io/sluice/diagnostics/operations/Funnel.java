package io.sluice.diagnostics.operations;

import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.SampleHistory;
import io.sluice.diagnostics.live.SampleHistory.FleetSample;
import io.sluice.diagnostics.live.WorkerLoad;
import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Queue, workers and executions: three numbers, the rates between them, and a sentence about the
 * bottleneck.
 *
 * @param sentence the bottleneck, or that there is none
 * @param narrow true if there is a bottleneck
 */
record Funnel(long seq, boolean known, List<Column> columns, String sentence, boolean narrow) {

  /** Age in seconds from which the oldest waiting execution is highlighted. */
  private static final double OLD_SECONDS = 60;

  private static final double MANY_FAILURES_PERCENT = 10;

  /**
   * One column.
   *
   * @param rate arrivals from the left
   * @param tone bad, warn, or empty
   */
  record Column(
      String id,
      String title,
      String address,
      Figure figure,
      Rate rate,
      Sparkline spark,
      String tone) {}

  /** The number of a column. */
  record Figure(String number, String unit, String detail) {}

  /**
   * A rate per minute.
   *
   * @param number empty while unknown
   */
  record Rate(String number, String words) {
    static Rate of(
        SampleHistory history, Function<SampleHistory.Rates, Double> rate, String words) {
      return new Rate(history.rates().map(rate).map(Formats::rate).orElse(""), words);
    }
  }

  static Funnel of(FleetSnapshot snapshot, Instant now) {
    var load = WorkerLoad.of(snapshot);
    var history = snapshot.history();
    return new Funnel(
        snapshot.seq(),
        snapshot.known(),
        List.of(
            queue(snapshot, history),
            workers(snapshot, load, history),
            executions(snapshot, load, history)),
        Bottleneck.sentence(snapshot, load),
        Bottleneck.narrow(snapshot, load));
  }

  private static Column queue(FleetSnapshot snapshot, SampleHistory history) {
    var queue = snapshot.queue();
    boolean waits = queue.depth() > 0;
    return new Column(
        "funnel-queue",
        "Queue",
        "/workers#queue",
        new Figure(
            Formats.count(queue.depth()),
            "waiting",
            waits
                ? "oldest for " + Formats.duration(Duration.ofSeconds((long) queue.oldestSeconds()))
                : "queue empty"),
        Rate.of(history, SampleHistory.Rates::queued, "in per minute"),
        Sparkline.of("Queue depth", history.samples(), FleetSample::depth),
        waits && queue.oldestSeconds() > OLD_SECONDS ? "warn" : "");
  }

  private static Column workers(FleetSnapshot snapshot, WorkerLoad load, SampleHistory history) {
    return new Column(
        "funnel-workers",
        "Workers",
        "/workers",
        new Figure(
            Formats.count(load.taken()) + " / " + Formats.count(load.slots()),
            "slots in use",
            Formats.count(snapshot.workers().size(), "worker")),
        Rate.of(history, SampleHistory.Rates::started, "started per minute"),
        Sparkline.of("Executions running", history.samples(), FleetSample::busy),
        load.free() == 0 && snapshot.queue().depth() > 0 ? "warn" : "");
  }

  private static Column executions(FleetSnapshot snapshot, WorkerLoad load, SampleHistory history) {
    var failing = history.failures();
    var tone =
        load.stuck() > 0
            ? "bad"
            : failing
                .filter(failures -> failures.percent() > MANY_FAILURES_PERCENT)
                .map(_ -> "warn")
                .orElse("");
    var details = new ArrayList<String>();
    if (load.stuck() > 0) {
      details.add(Formats.count(load.stuck()) + " stuck");
    }
    failing.ifPresent(failures -> details.add(failures.share() + " failed in 5 min"));
    return new Column(
        "funnel-executions",
        "Executions",
        "/executions",
        new Figure(
            Formats.count(snapshot.running()),
            "running",
            details.isEmpty() ? "none stuck" : String.join(", ", details)),
        Rate.of(history, SampleHistory.Rates::finished, "done per minute"),
        Sparkline.of("Executions done", steps(history.samples()), FleetSample::finished),
        tone);
  }

  /** The numbers of executions finished between consecutive samples. */
  private static List<FleetSample> steps(List<FleetSample> samples) {
    var steps = new ArrayList<FleetSample>();
    for (int i = 1; i < samples.size(); i++) {
      var now = samples.get(i);
      long done = now.finished() - samples.get(i - 1).finished();
      steps.add(
          new FleetSample(now.at(), now.depth(), now.busy(), now.queued(), now.started(), done, 0));
    }
    return steps;
  }

  /**
   * A line chart of the last 15 minutes, as points of an SVG polyline in a box of 100 by 24.
   *
   * @param points empty before there are two samples
   * @param sentence the alternative text
   */
  record Sparkline(String points, String sentence) {

    private static final double WIDTH = 100;
    private static final double HEIGHT = 22;

    /** Draws one figure of the samples. */
    static Sparkline of(
        String what, List<FleetSample> samples, ToDoubleFunction<FleetSample> number) {
      if (samples.size() < 2) {
        return new Sparkline("", what + ": not enough is known yet");
      }
      var first = samples.getFirst().at();
      double span = Math.max(1, millis(first, samples.getLast()));
      double max = Math.max(1, samples.stream().mapToDouble(number).max().orElse(1));
      var points =
          samples.stream()
              .map(
                  sample ->
                      point(
                          millis(first, sample) / span * WIDTH,
                          1 + HEIGHT - number.applyAsDouble(sample) / max * HEIGHT))
              .collect(Collectors.joining(" "));
      return new Sparkline(
          points,
          String.format(
              Locale.ROOT,
              "%s in the last %d min: now %s, at most %s",
              what,
              Math.max(1, Math.round(span / 60_000)),
              whole(number.applyAsDouble(samples.getLast())),
              whole(samples.stream().mapToDouble(number).max().orElse(0))));
    }

    public boolean drawn() {
      return !points.isEmpty();
    }

    private static double millis(java.time.Instant from, FleetSample to) {
      return Duration.between(from, to.at()).toMillis();
    }

    private static String point(double x, double y) {
      return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    private static String whole(double number) {
      return Long.toString(Math.round(number));
    }
  }

  /** Names the bottleneck between queue, workers and executions in one sentence. Pure. */
  static final class Bottleneck {

    private Bottleneck() {}

    static boolean narrow(FleetSnapshot snapshot, WorkerLoad load) {
      return snapshot.known()
          && (snapshot.workers().isEmpty() || (snapshot.queue().depth() > 0 && load.free() == 0));
    }

    static String sentence(FleetSnapshot snapshot, WorkerLoad load) {
      long waiting = snapshot.queue().depth();
      if (!snapshot.known()) {
        return "";
      }
      if (snapshot.workers().isEmpty()) {
        return waiting == 0
            ? "No worker is connected."
            : "No execution runs: no worker is connected, and "
                + Formats.count(waiting, "execution")
                + (waiting == 1 ? " waits." : " wait.");
      }
      if (waiting > 0 && load.free() == 0) {
        return "Workers are full: %s of %s slots%s."
            .formatted(
                Formats.count(load.taken()),
                Formats.count(load.slots()),
                load.stuckInSlots() == 0
                    ? ""
                    : ", " + Formats.count(load.stuckInSlots()) + " of them stuck");
      }
      if (waiting > 0) {
        return "%s, and %s free: see why each one waits."
            .formatted(
                Formats.count(waiting, "execution") + (waiting == 1 ? " waits" : " wait"),
                load.free() == 1 ? "1 slot is" : Formats.count(load.free()) + " slots are");
      }
      return "No bottleneck: %s of %s slots in use, 0 waiting."
          .formatted(Formats.count(load.taken()), Formats.count(load.slots()));
    }
  }
}
