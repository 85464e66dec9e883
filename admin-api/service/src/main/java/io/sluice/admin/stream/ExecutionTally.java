package io.sluice.admin.stream;

import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.outcome.Ended;
import io.sluice.admin.outcome.ExecutionListener;
import io.sluice.admin.outcome.StuckAttempt;
import io.sluice.api.LiveEvent;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes changes of executions to all instances, four times a second, on its own thread; a
 * thread that commits a change only counts it. Without Redis the counts accumulate and are
 * published later.
 */
@Singleton
public final class ExecutionTally implements ExecutionListener {

  private static final Logger LOG = Logger.getLogger(ExecutionTally.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final Tally tally = new Tally();
  private final NamedExecutions named;
  private final Totals totals;
  private final InstantSource clock;
  private final Loop loop = new Loop("execution tally", this::turn);
  private Tally.@Nullable Batch unsent;

  ExecutionTally(NamedExecutions named, Totals totals, InstantSource clock) {
    this.named = named;
    this.totals = totals;
    this.clock = clock;
  }

  public void start() {
    loop.start();
  }

  /** Stops the loop and publishes the remaining changes. */
  public void stop() {
    loop.stop();
    try {
      turn();
    } catch (RedisUnavailable | RedisRefused e) {
      LOG.infof("The last totals were not published: %s", e.getMessage());
    }
  }

  @Override
  public void queued(Collection<UUID> executions) {
    tally.queued(executions);
  }

  @Override
  public void started(UUID execution) {
    tally.started(execution);
  }

  @Override
  public void ended(Ended end) {
    tally.finished(end.id(), end.to());
  }

  @Override
  public void stuck(StuckAttempt stuck) {
    tally.stuck(stuck);
  }

  private Duration turn() {
    Tally.Batch batch = unsent == null ? tally.take() : unsent;
    unsent = batch;
    if (batch != null) {
      totals.add(batch, events(batch));
      unsent = null;
    }
    return INTERVAL;
  }

  private List<LiveEvent> events(Tally.Batch batch) {
    try {
      return named.events(batch, clock.instant());
    } catch (DatabaseUnavailable | DatabaseRefused e) {
      // The counts are still exact.
      LOG.debugf("Changes of executions are counted but not named: %s", e.getMessage());
      return List.of();
    }
  }
}
