package io.sluice.orchestrator.registration;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.supervision.FleetObserver.FleetListener;
import io.sluice.orchestrator.supervision.ProcessChange;
import io.sluice.orchestrator.supervision.Processes;
import io.sluice.registration.WorkerNews;
import java.util.HashMap;
import java.util.Map;

/**
 * Publishes changes of the fleet, with the pid, which is remembered for the last change after the
 * process has ended. Called by the supervision loop only.
 */
public final class ProcessNews implements FleetListener {
  private final String workerId;
  private final Processes processes;
  private final HeartbeatPublisher heartbeats;
  private final Map<Generation, Long> pids = new HashMap<>();

  public ProcessNews(String workerId, Processes processes, HeartbeatPublisher heartbeats) {
    this.workerId = workerId;
    this.processes = processes;
    this.heartbeats = heartbeats;
  }

  @Override
  public void changed(ProcessChange change) {
    Generation generation = change.generation();
    processes.find(generation).ifPresent(e -> pids.put(generation, e.process().pid()));
    Long pid = change.isLast() ? pids.remove(generation) : pids.get(generation);
    heartbeats.changed(
        new WorkerNews.ProcessStateChanged(
            workerId, pid, generation.number(), change.from(), change.to(), change.reason()));
  }

  @Override
  public void changed() {
    heartbeats.changed();
  }
}
