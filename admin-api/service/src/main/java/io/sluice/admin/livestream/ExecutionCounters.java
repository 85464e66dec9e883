package io.sluice.admin.livestream;

import io.sluice.admin.execution.ExecutionListener.StuckAttempt;
import io.sluice.api.ExecutionStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes of executions since the last batch: all are counted, some are named. Guarded by its
 * monitor, which is held for a few additions only.
 */
final class ExecutionCounters {

  static final int MAX_NAMED = 20;

  private long number;
  private long queued;
  private long started;
  private final Map<ExecutionStatus, Long> finished = new EnumMap<>(ExecutionStatus.class);
  private final Set<UUID> named = new LinkedHashSet<>();
  private final List<StuckAttempt> stuck = new ArrayList<>();

  /**
   * A batch of changes.
   *
   * @param number increases by one with each batch
   * @param named changed executions that get an event of their own
   */
  record Batch(
      long number,
      long queued,
      long started,
      Map<ExecutionStatus, Long> finished,
      Set<UUID> named,
      List<StuckAttempt> stuck) {}

  synchronized void queued(Collection<UUID> executions) {
    queued += executions.size();
    executions.forEach(this::name);
  }

  synchronized void started(UUID execution) {
    started++;
    name(execution);
  }

  synchronized void finished(UUID execution, ExecutionStatus as) {
    finished.merge(as, 1L, Long::sum);
    name(execution);
  }

  synchronized void stuck(StuckAttempt attempt) {
    if (stuck.size() < MAX_NAMED) {
      stuck.add(attempt);
    }
  }

  /** Takes the changes since the last batch, or null if there are none. */
  synchronized @Nullable Batch take() {
    if (queued + started == 0 && finished.isEmpty() && stuck.isEmpty()) {
      return null;
    }
    var batch =
        new Batch(
            ++number,
            queued,
            started,
            Map.copyOf(finished),
            new LinkedHashSet<>(named),
            List.copyOf(stuck));
    queued = 0;
    started = 0;
    finished.clear();
    named.clear();
    stuck.clear();
    return batch;
  }

  private void name(UUID execution) {
    if (named.size() < MAX_NAMED) {
      named.add(execution);
    }
  }
}
