package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.Demand;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetEvent.DemandChanged;
import io.sluice.orchestrator.fleet.FleetEvent.TimePassed;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Queue of events for the supervision loop. No fact is dropped, but an event that is queued already
 * is not queued again: a process that repeats Drained without end would otherwise fill the heap of
 * its worker. Only the latest demand is kept.
 */
public final class Mailbox {
  private final BlockingQueue<FleetEvent> events = new LinkedBlockingQueue<>();
  private final Set<FleetEvent> queued = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Demand> demand = new AtomicReference<>();

  public void post(FleetEvent event) {
    boolean fresh =
        switch (event) {
          case DemandChanged(var latest) -> demand.getAndSet(latest) == null;
          default -> queued.add(event);
        };
    if (fresh) {
      events.add(event);
    }
  }

  /** Returns the next event, or {@link TimePassed} after {@code timeout} without one. */
  FleetEvent next(Duration timeout) throws InterruptedException {
    FleetEvent event = events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return switch (event) {
      case null -> new TimePassed();
      case DemandChanged(var first) -> {
        Demand latest = demand.getAndSet(null);
        yield new DemandChanged(latest == null ? first : latest);
      }
      default -> {
        queued.remove(event);
        yield event;
      }
    };
  }
}
