package io.sluice.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a reaper remembers: a record may be reaped only when it has not changed for a whole lease
 * time on the reaper's own clock, so that no jump of a clock and no outage of Redis costs a healthy
 * execution (queue protocol, section 5).
 */
public final class LapsedLeases {
  private record Seen(String record, Instant since) {}

  private final Duration ttl;
  private Map<String, Seen> seen = new HashMap<>();

  /**
   * A reaper's memory; used by one thread.
   *
   * @param ttl a whole lease time
   */
  public LapsedLeases(Duration ttl) {
    this.ttl = ttl;
  }

  /** Takes in what looks lapsed now and answers what may be reaped: record by execution id. */
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

  /** After any error of Redis: wait a whole lease time again. */
  public void forget() {
    seen = new HashMap<>();
  }
}
