package io.sluice.admin.circuitbreaker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.redis.LiveFeed;
import io.sluice.api.LiveEvent;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Publishes committed changes of the blacklist: log, metric, live event and the copy in Redis. Safe
 * on every thread that may wait.
 */
@Singleton
public final class BlacklistChanges {

  private static final Logger LOG = Logger.getLogger(BlacklistChanges.class);

  private final LiveFeed live;
  private final BlacklistDelivery delivery;
  private final Counter trips;

  BlacklistChanges(LiveFeed live, BlacklistDelivery delivery, MeterRegistry meters) {
    this.live = live;
    this.delivery = delivery;
    this.trips = meters.counter("sluice.breaker.trips");
  }

  /** Publishes changes; the copy in Redis first. */
  public void publish(List<BlacklistChange> changes) {
    if (!changes.isEmpty()) {
      delivery.deliver();
      changes.forEach(this::publish);
    }
  }

  private void publish(BlacklistChange change) {
    switch (change) {
      case BlacklistChange.Closed closed -> {
        if (closed.automatic()) {
          trips.increment();
        }
        LOG.logf(
            closed.automatic() ? Logger.Level.WARN : Logger.Level.INFO,
            "workflow blacklisted workflow=%s by=%s reason=%s",
            closed.workflow(),
            closed.by(),
            closed.reason().replaceAll("\\p{Cntrl}", "?"));
        live.publish(
            new LiveEvent.WorkflowBlacklisted(
                closed.workflowId().toString(),
                closed.workflow(),
                closed.reason(),
                closed.automatic(),
                closed.at()));
      }
      // Its notification is its live event: it is still on the list.
      case BlacklistChange.OnProbation probation ->
          LOG.infof(
              "workflow on probation workflow=%s by=%s successes=%d",
              probation.workflow(), probation.by(), probation.successes());
      case BlacklistChange.Opened opened -> {
        LOG.infof("workflow released workflow=%s by=%s", opened.workflow(), opened.by());
        live.publish(
            new LiveEvent.WorkflowUnblacklisted(
                opened.workflowId().toString(), opened.workflow(), opened.by(), opened.at()));
      }
    }
  }
}
