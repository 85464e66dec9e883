package io.sluice.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lease records observed by a reaper. A record may be reaped only if it has not changed for a whole
 * lease time on the clock of the reaper, so that neither a step of a clock nor an outage of Redis
 * costs a healthy execution.
 */
public final class LapsedLeases {
  private record Seen(String record, Instant since) {}

  private final Duration ttl;
  private Map<String, Seen> seen = new HashMap<>();

  /**
   * Creates an empty memory; used by one thread.
   *
   * @param ttl a whole lease time
   */
  public LapsedLeases(Duration ttl) {
    this.ttl = ttl;
  }

  /** Observes records that seem expired and returns those that may be reaped, by execution id. */
  public Map<String, String> observe(Map<String, String> lapsed, Instant now) {
    var next = new HashMap<String, Seen>();
    var due = new LinkedHashMap<String, String>();
    lapsed.forEach(
        (id, record) -> {
          Seen before = seen.get(id);
          Seen after =
              before != null && before.record.equals(record) ? before : new Seen(record, now);
          next.put(id, after);
          if (!now.isBefore(after.since.plus(ttl))) {
            due.put(id, record);
          }
        });
    seen = next;
    return due;
  }

  /**
   * Forgets all records, after any error of Redis: they are observed for a whole lease time again.
   */
  public void forget() {
    seen = new HashMap<>();
  }
}
