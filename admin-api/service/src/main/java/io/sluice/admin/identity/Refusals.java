package io.sluice.admin.identity;

import io.sluice.admin.lifecycle.MonotonicClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds the audit entries of refused writes: the first of a caller in a minute are entries of
 * their own, the others are counted and become one entry a minute for each caller and action. Each
 * entry takes the lock of the day's chain and is kept for long, so nobody may write as many as they
 * like. Guarded by its monitor.
 */
@Singleton
public final class Refusals {

  static final String ALLOWED = "allowed";

  private static final String OTHERS = "(others)";
  private static final int MAX_OF_ALL = 10;
  private static final int MAX_COUNTED = 1_000;

  private final RateLimit ofCaller;
  private final RateLimit ofAll;
  private final Map<Key, Long> counted = new HashMap<>();

  private record Key(String actor, String action) {}

  @Inject
  Refusals(SecurityConfig config, MonotonicClock clock) {
    this(config.auditedRefusalsPerMinute(), clock::instant);
  }

  Refusals(int perMinute, InstantSource clock) {
    this.ofCaller = new RateLimit(perMinute, Duration.ofMinutes(1), clock);
    this.ofAll =
        new RateLimit(Math.multiplyExact(perMinute, MAX_OF_ALL), Duration.ofMinutes(1), clock);
  }

  /** Returns the entries to be written; counts the others. */
  List<Audit.Entry> admitted(List<Audit.Entry> entries) {
    return entries.stream().filter(this::admits).toList();
  }

  private boolean admits(Audit.Entry entry) {
    if (entry.result().equals(ALLOWED)
        || (ofCaller.take(entry.actor()).isZero() && ofAll.take("").isZero())) {
      return true;
    }
    count(new Key(entry.actor(), entry.action()), 1);
    return false;
  }

  private synchronized void count(Key key, long refused) {
    Key kept =
        counted.size() < MAX_COUNTED || counted.containsKey(key) ? key : new Key(OTHERS, OTHERS);
    counted.merge(kept, refused, Long::sum);
  }

  /** Takes the entries of what was counted since the last call. */
  synchronized List<Audit.Entry> summaries() {
    var summaries = new ArrayList<Audit.Entry>();
    counted.forEach(
        (key, refused) ->
            summaries.add(
                new Audit.Entry(
                    key.actor(),
                    key.action(),
                    "(several)",
                    null,
                    null,
                    null,
                    "refused: " + refused + " more within about a minute")));
    counted.clear();
    return summaries;
  }

  /** Gives summaries back that could not be written. */
  void giveBack(List<Audit.Entry> summaries) {
    for (Audit.Entry each : summaries) {
      String refused = each.result().replaceAll("\\D", "");
      count(new Key(each.actor(), each.action()), Long.parseLong(refused));
    }
  }
}
