package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetEvent.Heard;
import io.sluice.orchestrator.fleet.FleetEvent.TimePassed;
import io.sluice.orchestrator.fleet.Generation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What everybody tells the supervision loop. Facts of life are never dropped, and there are only as
 * many as processes and executions; signs of life of one process replace each other.
 */
public final class Mailbox {
  private final BlockingQueue<FleetEvent> events = new LinkedBlockingQueue<>();
  private final Set<Generation> heard = ConcurrentHashMap.newKeySet();

  public void post(FleetEvent event) {
    if (!(event instanceof Heard(var generation)) || heard.add(generation)) {
      events.add(event);
    }
  }

  /** The next event; after {@code patience} without one, that time has passed. */
  FleetEvent next(Duration patience) throws InterruptedException {
    FleetEvent event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (event instanceof Heard(var generation)) {
      heard.remove(generation);
    }
    return event == null ? new TimePassed() : event;
  }
}
