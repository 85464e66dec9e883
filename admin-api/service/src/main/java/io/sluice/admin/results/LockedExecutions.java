package io.sluice.admin.results;

import io.sluice.admin.results.ReportReader.Read;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Events of executions whose row another session of PostgreSQL has locked. They wait here without
 * an acknowledgement, and later events of the same execution behind them, so that one locked row
 * delays no other result. Written by the recorder's thread; {@link #waiting} is read by any.
 */
final class LockedExecutions {

  private static final Logger LOG = Logger.getLogger(LockedExecutions.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** With so many nothing more is read: the events wait in the stream. */
  private static final int MAX_EVENTS = 1_000;

  private final Map<UUID, List<Read.Event>> events = new LinkedHashMap<>();
  private volatile List<UUID> waiting = List.of();
  private Instant nextTry = Instant.EPOCH;

  /** Returns the events whose execution does not wait; the others join those that wait. */
  List<Read> pass(List<Read> reads) {
    return reads.stream().filter(read -> !waits(read)).toList();
  }

  private boolean waits(Read read) {
    if (!(read instanceof Read.Event event)) {
      return false;
    }
    List<Read.Event> before = events.get(event.id());
    if (before == null) {
      return false;
    }
    boolean known = before.stream().anyMatch(e -> e.entry().id().equals(event.entry().id()));
    if (!known) {
      before.add(event);
    }
    return true;
  }

  /** Adds events whose row is locked. */
  void add(List<Read.Event> locked) {
    for (Read.Event event : locked) {
      events
          .computeIfAbsent(
              event.id(),
              id -> {
                LOG.warnf(
                    "another session has locked the row of an execution, its results wait"
                        + " execution=%s",
                    id);
                return new ArrayList<>();
              })
          .add(event);
    }
    waiting = List.copyOf(events.keySet());
  }

  /** Returns the events that are to be tried again now: all, at most each second. */
  List<Read> due(Instant now) {
    if (events.isEmpty() || now.isBefore(nextTry)) {
      return List.of();
    }
    nextTry = now.plus(INTERVAL);
    return events.values().stream().<Read>flatMap(List::stream).toList();
  }

  /** Forgets executions whose events were written now. */
  void tried(List<Read.Event> stillLocked) {
    Set<UUID> locked = stillLocked.stream().map(Read.Event::id).collect(Collectors.toSet());
    for (UUID id : waiting) {
      if (!locked.contains(id)) {
        events.remove(id);
        LOG.infof("the row is no longer locked, its results are recorded execution=%s", id);
      }
    }
    waiting = List.copyOf(events.keySet());
  }

  /** Returns the executions whose row is locked. */
  List<UUID> waiting() {
    return waiting;
  }

  /** True if so many wait that no more may be read. */
  boolean isFull() {
    return events.values().stream().mapToInt(List::size).sum() >= MAX_EVENTS;
  }
}
