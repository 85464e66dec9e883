package io.sluice.admin.circuitbreaker;

import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Duties.Lease;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.queue.publish.BlacklistEnforcer;
import io.sluice.admin.queue.publish.QueueConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waiting executions of a blacklisted workflow, wherever they wait: in Redis, for their
 * time, or for the publisher. Passes are repeated until one finds nothing; only then may a
 * probation begin. A page at a time, one instance at a time; the pass belongs to the loop's thread.
 */
@Singleton
public final class BlacklistSweep {

  private static final Logger LOG = Logger.getLogger(BlacklistSweep.class);
  private static final int PAGE = 5_000;
  private static final int AT_ONCE = 200;
  private static final int TICKS_BETWEEN_PASSES = 5;

  private final Duties duties;
  private final SweepStore store;
  private final BlacklistCopy copy;
  private final BlacklistEnforcer enforcer;
  private final QueueConfig config;
  private final Loop loop = new Loop("blacklist sweep", this::turn);
  private @Nullable Pass pass;
  private Duration rest = Duration.ZERO;

  BlacklistSweep(
      Duties duties,
      SweepStore store,
      BlacklistCopy copy,
      BlacklistEnforcer enforcer,
      QueueConfig config) {
    this.duties = duties;
    this.store = store;
    this.copy = copy;
    this.enforcer = enforcer;
    this.config = config;
  }

  /** One walk through all waiting executions. */
  private static final class Pass {
    private final Map<UUID, Long> entries;
    private final Set<UUID> found = new HashSet<>();
    private SweepStore.Position position = SweepStore.Position.Pending.FIRST;
    private int ended;

    Pass(Map<UUID, Long> entries) {
      this.entries = entries;
    }
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  /** Wakes the loop for a new entry. */
  void nudge() {
    loop.nudge();
  }

  private Duration turn() {
    rest = config.tick();
    duties.carryOut(Duty.BLACKLIST_SWEEP, this::step);
    return rest;
  }

  private void step(Lease lease) {
    Map<UUID, Long> entries = store.toEmpty();
    Pass present = pass;
    if (present == null && !entries.isEmpty()) {
      // First the copy in Redis: an execution that is ended here must not enter again behind the
      // walk.
      copy.compare();
      present = new Pass(new HashMap<>(entries));
      pass = present;
    }
    if (present != null) {
      // Removed meanwhile: it may run again.
      present.entries.keySet().retainAll(entries.keySet());
      walk(lease, present);
    }
  }

  private void walk(Lease lease, Pass present) {
    SweepStore.Page page = store.page(present.position, PAGE);
    List<SweepStore.Row> theirs =
        page.rows().stream().filter(row -> present.entries.containsKey(row.workflow())).toList();
    theirs.forEach(row -> present.found.add(row.workflow()));
    for (int from = 0; from < theirs.size(); from += AT_ONCE) {
      lease.hold();
      var epochs = new LinkedHashMap<String, Long>();
      theirs
          .subList(from, Math.min(theirs.size(), from + AT_ONCE))
          .forEach(row -> epochs.put(row.id().toString(), row.epoch()));
      present.ended += enforcer.blockWaiting(epochs);
    }
    present.position = page.next();
    if (present.position instanceof SweepStore.Position.End || present.entries.isEmpty()) {
      end(present);
    } else {
      rest = Duration.ZERO;
    }
  }

  private void end(Pass ended) {
    pass = null;
    if (!ended.found.isEmpty() && ended.ended == 0) {
      // A worker has the rest: it ends at the check before its start, not here.
      rest = config.tick().multipliedBy(TICKS_BETWEEN_PASSES);
    }
    ended.entries.keySet().removeAll(ended.found);
    if (!ended.entries.isEmpty()) {
      int count = store.emptied(ended.entries.values());
      copy.compare();
      LOG.infof("no execution of blacklisted workflows waits any more workflows=%d", count);
    }
  }
}
