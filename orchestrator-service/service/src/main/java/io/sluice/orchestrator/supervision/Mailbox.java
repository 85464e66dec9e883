package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.Demand;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetEvent.DemandChanged;
import io.sluice.orchestrator.fleet.FleetEvent.Heard;
import io.sluice.orchestrator.fleet.FleetEvent.TimePassed;
import io.sluice.orchestrator.fleet.Generation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What everybody tells the supervision loop. Facts of life are never dropped, and there are only as
 * many as processes and executions; signs of life of one process replace each other, and so does
 * what executions want of the fleet.
 */
public final class Mailbox {
  private final BlockingQueue<FleetEvent> events = new LinkedBlockingQueue<>();
  private final Set<Generation> heard = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Demand> demand = new AtomicReference<>();

  public void post(FleetEvent event) {
    boolean fresh =
        switch (event) {
          case Heard(var generation) -> heard.add(generation);
          case DemandChanged(var latest) -> demand.getAndSet(latest) == null;
          default -> true;
        };
    if (fresh) {
      events.add(event);
    }
  }

  /** The next event; after {@code patience} without one, that time has passed. */
  FleetEvent next(Duration patience) throws InterruptedException {
    FleetEvent event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return switch (event) {
      case null -> new TimePassed();
      case Heard(var generation) -> {
        heard.remove(generation);
        yield event;
      }
      case DemandChanged(var first) -> {
        Demand latest = demand.getAndSet(null);
        yield new DemandChanged(latest == null ? first : latest);
      }
      default -> event;
    };
  }
}
