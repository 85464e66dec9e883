package io.sluice.admin.results;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of durations: bucket n has those of 2^(n/2) to 2^((n+1)/2) ms. Values between two
 * buckets are interpolated, so a quantile is right to within a fifth as a rule, and to within 42 %
 * always.
 */
final class DurationBuckets {

  private final SortedMap<Integer, Long> counts = new TreeMap<>();
  private long total;

  /** Adds to a bucket; executions that never ran are in -1 and have no duration. */
  void add(int bucket, long count) {
    if (bucket >= 0) {
      counts.merge(bucket, count, Long::sum);
      total += count;
    }
  }

  /**
   * The quantile in milliseconds; null if there are no durations.
   *
   * @param share 0 to 1
   */
  @Nullable Long quantile(double share) {
    double rank = share * total;
    long before = 0;
    for (var each : counts.entrySet()) {
      if (before + each.getValue() >= rank) {
        double within = (rank - before) / each.getValue();
        return Math.round(Math.pow(2, (each.getKey() + within) / 2));
      }
      before += each.getValue();
    }
    return null;
  }
}
