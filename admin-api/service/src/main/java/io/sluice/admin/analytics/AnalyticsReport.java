package io.sluice.admin.analytics;

import io.sluice.admin.analytics.AnalyticsStore.ActionSum;
import io.sluice.admin.analytics.AnalyticsStore.KindSum;
import io.sluice.api.AnalyticsApi.ActionFigures;
import io.sluice.api.AnalyticsApi.AnalyticsView;
import io.sluice.api.AnalyticsApi.Approvals;
import io.sluice.api.AnalyticsApi.Bucket;
import io.sluice.api.AnalyticsApi.ErrorCount;
import io.sluice.api.AnalyticsApi.Figures;
import io.sluice.api.AnalyticsApi.Quantiles;
import io.sluice.api.AnalyticsApi.StuckHour;
import io.sluice.api.ExecutionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the response from rows of sums. Pure, but for its own sums. */
final class AnalyticsReport {

  private static final int MAX_NAMES = 20;
  private static final String OTHER = "other";
  private static final Set<String> DECISIONS = Set.of("approved", "rejected", "vetoed", "expired");

  private record WeekHour(int weekday, int hour) {}

  /** Sums of a bucket, or of all. */
  private static final class Sums {
    private final SortedMap<String, Long> statuses = new TreeMap<>();
    private final DurationDigest queue = new DurationDigest();
    private final DurationDigest run = new DurationDigest();
    private final SortedMap<String, BigDecimal> planned = new TreeMap<>();
    private final SortedMap<String, BigDecimal> realised = new TreeMap<>();
    private final SortedMap<String, Long> types = new TreeMap<>();
    private final SortedMap<String, Long> agents = new TreeMap<>();
    private long asked;

    void add(KindSum sum) {
      if (AnalyticsCell.ENDS.contains(sum.kind())) {
        statuses.merge(sum.kind(), sum.count(), Long::sum);
        add(queue, sum.waited());
        add(run, sum.took());
      }
      switch (sum.kind()) {
        case "asked" -> asked += sum.count();
        case "planned" -> planned.merge(sum.detail(), sum.amount(), BigDecimal::add);
        case "realised" -> realised.merge(sum.detail(), sum.amount(), BigDecimal::add);
        default -> {}
      }
    }

    private static void add(DurationDigest sum, @Nullable DurationDigest more) {
      if (more != null) {
        sum.add(more);
      }
    }

    Figures figures() {
      return new Figures(
          statuses.values().stream().mapToLong(Long::longValue).sum(),
          statuses,
          ratio(),
          quantiles(queue),
          quantiles(run),
          new ActionFigures(asked, planned, realised, types, agents));
    }

    private @Nullable Double ratio() {
      long succeeded = statuses.getOrDefault(ExecutionStatus.SUCCESS.name(), 0L);
      long all =
          succeeded
              + statuses.getOrDefault(ExecutionStatus.FAILED.name(), 0L)
              + statuses.getOrDefault(ExecutionStatus.TIMEOUT.name(), 0L);
      return all == 0 ? null : (double) succeeded / all;
    }
  }

  private final AnalyticsQuery query;
  private final SortedMap<Instant, Sums> buckets = new TreeMap<>();
  private final Sums total = new Sums();
  private final SortedMap<String, Long> decisions = new TreeMap<>();
  private final DurationDigest decided = new DurationDigest();
  private final Map<WeekHour, Long> stuck = new HashMap<>();

  AnalyticsReport(AnalyticsQuery query) {
    this.query = query;
    for (Instant at = query.from(); at.isBefore(query.to()); at = query.span().next(at)) {
      buckets.put(at, new Sums());
    }
  }

  AnalyticsReport sums(List<KindSum> sums) {
    sums.forEach(this::add);
    return this;
  }

  private void add(KindSum sum) {
    bucket(sum.at()).add(sum);
    total.add(sum);
    if (DECISIONS.contains(sum.kind())) {
      decisions.merge(sum.kind(), sum.count(), Long::sum);
      // An expired one was not decided by anybody.
      Sums.add(decided, sum.kind().equals("expired") ? null : sum.took());
    }
    if (sum.kind().equals(AnalyticsCell.STUCK)) {
      var hour =
          new WeekHour(
              sum.at().atOffset(ZoneOffset.UTC).getDayOfWeek().getValue(),
              Integer.parseInt(sum.detail()));
      stuck.merge(hour, sum.count(), Long::sum);
    }
  }

  private Sums bucket(Instant at) {
    return buckets.computeIfAbsent(at, _ -> new Sums());
  }

  AnalyticsReport actions(List<ActionSum> sums) {
    Set<String> types = frequent(sums, ActionSum::type);
    Set<String> agents = frequent(sums, ActionSum::agent);
    for (ActionSum sum : sums) {
      for (Sums of : List.of(bucket(sum.at()), total)) {
        of.types.merge(types.contains(sum.type()) ? sum.type() : OTHER, sum.count(), Long::sum);
        if (!sum.agent().isEmpty()) {
          of.agents.merge(
              agents.contains(sum.agent()) ? sum.agent() : OTHER, sum.count(), Long::sum);
        }
      }
    }
    return this;
  }

  private static Set<String> frequent(List<ActionSum> sums, Function<ActionSum, String> name) {
    var counts = new HashMap<String, Long>();
    sums.forEach(sum -> counts.merge(name.apply(sum), sum.count(), Long::sum));
    counts.remove("");
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_NAMES)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  AnalyticsView view(List<ErrorCount> errors) {
    return new AnalyticsView(
        query.from(),
        query.to(),
        query.bucket(),
        buckets.entrySet().stream()
            .map(each -> new Bucket(each.getKey(), each.getValue().figures()))
            .toList(),
        total.figures(),
        new Approvals(decisions, quantiles(decided)),
        errors,
        stuck.entrySet().stream()
            .map(
                each ->
                    new StuckHour(each.getKey().weekday(), each.getKey().hour(), each.getValue()))
            .sorted(Comparator.comparingInt(StuckHour::weekday).thenComparingInt(StuckHour::hour))
            .toList());
  }

  private static Quantiles quantiles(DurationDigest digest) {
    return new Quantiles(
        digest.count(), digest.quantile(0.5), digest.quantile(0.95), digest.quantile(0.99));
  }
}
