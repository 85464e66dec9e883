package io.sluice.admin.livestream;

import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.execution.ExecutionListener;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.admin.execution.ExecutionListener.StuckAttempt;
import io.sluice.admin.lifecycle.Loop;
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
public final class ExecutionChangePublisher implements ExecutionListener {

  private static final Logger LOG = Logger.getLogger(ExecutionChangePublisher.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final ExecutionCounters counters = new ExecutionCounters();
  private final ExecutionEvents executionEvents;
  private final SharedTotals totals;
  private final InstantSource clock;
  private final Loop loop = new Loop("execution tally", this::turn);
  private ExecutionCounters.@Nullable Batch unsent;

  ExecutionChangePublisher(
      ExecutionEvents executionEvents, SharedTotals totals, InstantSource clock) {
    this.executionEvents = executionEvents;
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
    counters.queued(executions);
  }

  @Override
  public void started(UUID execution) {
    counters.started(execution);
  }

  @Override
  public void ended(Ended end) {
    counters.finished(end.id(), end.to());
  }

  @Override
  public void stuck(StuckAttempt stuck) {
    counters.stuck(stuck);
  }

  private Duration turn() {
    ExecutionCounters.Batch batch = unsent == null ? counters.take() : unsent;
    unsent = batch;
    if (batch != null) {
      totals.add(batch, events(batch));
      unsent = null;
    }
    return INTERVAL;
  }

  private List<LiveEvent> events(ExecutionCounters.Batch batch) {
    try {
      return executionEvents.events(batch, clock.instant());
    } catch (DatabaseUnavailable | DatabaseRefused e) {
      // The counts are still exact.
      LOG.debugf("Changes of executions are counted but not named: %s", e.getMessage());
      return List.of();
    }
  }
}
