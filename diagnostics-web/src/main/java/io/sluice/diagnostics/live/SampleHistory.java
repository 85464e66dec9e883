package io.sluice.diagnostics.live;

import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveFrame.LiveTotals;
import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The figures of the last 15 minutes, one sample every 10 s, oldest first; the last sample is the
 * current one. Immutable.
 */
public record SampleHistory(List<FleetSample> samples) {

  static final SampleHistory NONE = new SampleHistory(List.of());
  static final Duration INTERVAL = Duration.ofSeconds(10);
  static final Duration KEPT = Duration.ofMinutes(15);

  /** Rates per minute, and failures in percent of all ends. */
  public record Rates(double queued, double started, double finished) {}

  /** Records the current figures: they replace the last sample until it is old enough to stay. */
  SampleHistory with(FleetSample now) {
    // Counters that went back began again after a loss of Redis.
    var last = samples.isEmpty() ? null : samples.getLast();
    if (last != null && (now.queued() < last.queued() || now.finished() < last.finished())) {
      return new SampleHistory(List.of(now));
    }
    var next = new ArrayList<>(samples);
    if (next.size() > 1 && next.get(next.size() - 2).at().plus(INTERVAL).isAfter(now.at())) {
      next.removeLast();
    }
    next.add(now);
    next.removeIf(sample -> sample.at().plus(KEPT).isBefore(now.at()));
    return new SampleHistory(List.copyOf(next));
  }

  /** Rates over the last minute or the known part of it; empty before there are two samples. */
  public Optional<Rates> rates() {
    return over(Duration.ofMinutes(1))
        .map(
            span -> {
              double perMinute = 60_000.0 / span.length().toMillis();
              return new Rates(
                  (span.to().queued() - span.from().queued()) * perMinute,
                  (span.to().started() - span.from().started()) * perMinute,
                  (span.to().finished() - span.from().finished()) * perMinute);
            });
  }

  /** Failures among the executions that ended in the last five minutes; empty if none ended. */
  public Optional<FailureCount> failures() {
    return over(Duration.ofMinutes(5))
        .filter(span -> span.to().finished() > span.from().finished())
        .map(
            span ->
                new FailureCount(
                    span.to().failed() - span.from().failed(),
                    span.to().finished() - span.from().finished()));
  }

  private record Span(FleetSample from, FleetSample to) {
    Duration length() {
      return Duration.between(from.at(), to.at());
    }
  }

  private Optional<Span> over(Duration length) {
    if (samples.size() < 2) {
      return Optional.empty();
    }
    var to = samples.getLast();
    Instant begin = to.at().minus(length);
    return samples.stream()
        .filter(sample -> !sample.at().isBefore(begin))
        .findFirst()
        .map(from -> new Span(from, to))
        .filter(span -> span.length().toMillis() > 0);
  }

  /** The number of failures among a number of ended executions. */
  public record FailureCount(long failed, long ended) {

    /** Below this number a percentage would suggest more precision than there is. */
    private static final long ENOUGH = 100;

    public double percent() {
      return 100.0 * failed / ended;
    }

    /** Formats as {@code 1 of 3}, or as a percentage if there are enough. */
    public String share() {
      return ended < ENOUGH
          ? Formats.count(failed) + " of " + Formats.count(ended)
          : Formats.rate(percent()) + " %";
    }
  }

  /**
   * The figures of one moment.
   *
   * @param depth waiting executions
   * @param busy running executions
   * @param queued since admin-api started counting, like the next three
   * @param failed FAILED and TIMEOUT
   */
  public record FleetSample(
      Instant at, long depth, long busy, long queued, long started, long finished, long failed) {

    static FleetSample of(Instant at, long depth, long busy, LiveTotals totals) {
      var ends = totals.finished();
      return new FleetSample(
          at,
          depth,
          busy,
          totals.queued(),
          totals.started(),
          ends.values().stream().mapToLong(Long::longValue).sum(),
          ends.getOrDefault(ExecutionStatus.FAILED, 0L)
              + ends.getOrDefault(ExecutionStatus.TIMEOUT, 0L));
    }
  }
}
