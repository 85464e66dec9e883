package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.queue.Attempt;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Process of each of the last thousand attempts that left their slot, because their last log lines
 * may follow the outcome. Confined to the lock of the dispatcher.
 */
final class RecentlyEnded {
  private static final int MAX_ATTEMPTS = 1000;

  private final Map<Attempt, Generation> processes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Generation> eldest) {
          return size() > MAX_ATTEMPTS;
        }
      };

  void add(Attempt attempt, Generation process) {
    processes.put(attempt, process);
  }

  @Nullable Generation find(Attempt attempt) {
    return processes.get(attempt);
  }
}
