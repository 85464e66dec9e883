package io.sluice.chaos.check;

import java.util.List;
import java.util.Map;

/**
 * The state after the run.
 *
 * @param sizes of the structures in Redis, by name
 * @param processes that outlive the workers
 * @param folders that outlive the workers
 */
public record Remains(Map<String, Long> sizes, List<Long> processes, List<String> folders) {
  public Remains {
    sizes = Map.copyOf(sizes);
    processes = List.copyOf(processes);
    folders = List.copyOf(folders);
  }
}
