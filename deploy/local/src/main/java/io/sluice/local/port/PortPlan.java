package io.sluice.local.port;

import java.util.List;
import java.util.Map;

/**
 * The chosen ports.
 *
 * @param ports one for each part; {@code WORKER} and {@code WORKER_MANAGEMENT} are those of the
 *     first worker
 * @param moreWorkers those of the other workers
 * @param moved default ports that were taken
 */
public record PortPlan(Map<Port, Integer> ports, List<WorkerPorts> moreWorkers, List<Port> moved) {
  public PortPlan {
    ports = Map.copyOf(ports);
    moreWorkers = List.copyOf(moreWorkers);
    moved = List.copyOf(moved);
  }

  /** The ports of one worker. */
  public record WorkerPorts(int http, int management) {}

  public int of(Port port) {
    var number = ports.get(port);
    if (number == null) {
      throw new IllegalArgumentException(port + " is not planned");
    }
    return number;
  }

  /**
   * The ports of a worker.
   *
   * @param index 0 for the first
   */
  public WorkerPorts worker(int index) {
    return index == 0
        ? new WorkerPorts(of(Port.WORKER), of(Port.WORKER_MANAGEMENT))
        : moreWorkers.get(index - 1);
  }
}
