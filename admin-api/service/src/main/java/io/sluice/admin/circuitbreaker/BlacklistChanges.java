package io.sluice.admin.circuitbreaker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.queue.publish.Publisher;
import io.sluice.admin.redis.LiveFeed;
import io.sluice.admin.webhook.EventType;
import io.sluice.admin.webhook.WebhookEvent;
import io.sluice.api.LiveEvent;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Publishes committed changes of the blacklist: log, metric, live event and the copy in Redis. Safe
 * on every thread that may wait.
 */
@Singleton
public final class BlacklistChanges {

  /** A committed change of the blacklist. */
  public sealed interface BlacklistChange {

    /** Returns the event for webhooks. */
    WebhookEvent event();

    /** The workflow was blacklisted. */
    record Added(
        UUID workflowId, String workflow, String reason, boolean automatic, String by, Instant at)
        implements BlacklistChange {

      @Override
      public WebhookEvent event() {
        return WebhookEvent.of(
            EventType.WORKFLOW_BLACKLISTED,
            at,
            null,
            Map.of(
                "workflow_id", workflowId,
                "workflow", workflow,
                "reason", reason,
                "automatic", automatic,
                "by", by));
      }
    }

    /** The workflow is on probation: it runs one execution at a time. */
    record OnProbation(UUID workflowId, String workflow, int successes, String by, Instant at)
        implements BlacklistChange {

      @Override
      public WebhookEvent event() {
        return WebhookEvent.of(
            EventType.WORKFLOW_ON_PROBATION,
            at,
            null,
            Map.of(
                "workflow_id", workflowId, "workflow", workflow, "successes", successes, "by", by));
      }
    }

    /** The workflow was removed from the blacklist. */
    record Removed(UUID workflowId, String workflow, String by, Instant at)
        implements BlacklistChange {

      @Override
      public WebhookEvent event() {
        return WebhookEvent.of(
            EventType.WORKFLOW_RELEASED,
            at,
            null,
            Map.of("workflow_id", workflowId, "workflow", workflow, "by", by));
      }
    }
  }

  private static final Logger LOG = Logger.getLogger(BlacklistChanges.class);

  private final LiveFeed live;
  private final BlacklistCopy copy;
  private final BlacklistSweep sweep;
  private final Publisher publisher;
  private final Counter trips;

  BlacklistChanges(
      LiveFeed live,
      BlacklistCopy copy,
      BlacklistSweep sweep,
      Publisher publisher,
      MeterRegistry meters) {
    this.live = live;
    this.copy = copy;
    this.sweep = sweep;
    this.publisher = publisher;
    this.trips = meters.counter("sluice.breaker.trips");
  }

  /** Publishes changes; the copy in Redis first. */
  public void publish(List<BlacklistChange> changes) {
    if (!changes.isEmpty()) {
      deliver();
      changes.forEach(this::publish);
    }
  }

  private void publish(BlacklistChange change) {
    switch (change) {
      case BlacklistChange.Added added -> {
        if (added.automatic()) {
          trips.increment();
        }
        LOG.logf(
            added.automatic() ? Logger.Level.WARN : Logger.Level.INFO,
            "workflow blacklisted workflow=%s by=%s reason=%s",
            added.workflow(),
            added.by(),
            added.reason().replaceAll("\\p{Cntrl}", "?"));
        live.publish(
            new LiveEvent.WorkflowBlacklisted(
                added.workflowId().toString(),
                added.workflow(),
                added.reason(),
                added.automatic(),
                added.at()));
      }
      // Its notification is its live event: it is still on the list.
      case BlacklistChange.OnProbation probation ->
          LOG.infof(
              "workflow on probation workflow=%s by=%s successes=%d",
              probation.workflow(), probation.by(), probation.successes());
      case BlacklistChange.Removed removed -> {
        LOG.infof("workflow released workflow=%s by=%s", removed.workflow(), removed.by());
        live.publish(
            new LiveEvent.WorkflowUnblacklisted(
                removed.workflowId().toString(), removed.workflow(), removed.by(), removed.at()));
      }
    }
  }

  /**
   * Copies the blacklist to Redis, and wakes the loops that end or publish waiting executions. The
   * queue keeper repeats at its next tick what fails here.
   */
  private void deliver() {
    try {
      copy.compare();
    } catch (RedisUnavailable | RedisRefused | DatabaseUnavailable | DatabaseRefused notNow) {
      LOG.debug("The blacklist is copied at the next tick", notNow);
    }
    sweep.nudge();
    publisher.nudge();
  }
}
