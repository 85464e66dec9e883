package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.Liveness;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the leases of everything this worker owns, in one call. A fenced execution is told to stop
 * and its neighbours are left alone; one that Redis forgot is adopted. Run every few seconds by the
 * scheduler.
 */
public final class LeaseRenewer implements Runnable {
  private static final Logger LOG = Logger.getLogger(LeaseRenewer.class);

  private final ExecutionQueue queue;
  private final Dispatcher dispatcher;
  private final Completer completer;

  public LeaseRenewer(ExecutionQueue queue, Dispatcher dispatcher, Completer completer) {
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.completer = completer;
  }

  @Override
  public void run() {
    var owned = new LinkedHashMap<Attempt, @Nullable ClaimedExecution>();
    completer.untaken().forEach(attempt -> owned.put(attempt, null));
    dispatcher.owned().forEach(execution -> owned.put(execution.attempt(), execution));
    if (owned.isEmpty()) {
      return;
    }
    try {
      renew(owned);
    } catch (RedisUnavailable | RedisRefused notNow) {
      // Redis may be away for all: what runs goes on, and a reaper waits a whole lease time after
      // it is back.
      LOG.warnf("%d leases could not be renewed: %s", owned.size(), notNow.getMessage());
    }
  }

  private void renew(Map<Attempt, @Nullable ClaimedExecution> owned) {
    var attempts = List.copyOf(owned.keySet());
    List<Liveness> liveness = queue.renew(attempts).liveness();
    var forgotten = new ArrayList<ClaimedExecution>();
    for (int i = 0; i < liveness.size(); i++) {
      Attempt attempt = attempts.get(i);
      switch (liveness.get(i)) {
        case OK -> {}
        case FENCED -> fenced(attempt);
        case MISSING -> {
          ClaimedExecution execution = owned.get(attempt);
          if (execution != null) {
            forgotten.add(execution);
          }
        }
      }
    }
    if (!forgotten.isEmpty()) {
      LOG.infof("Redis forgot %d executions of this worker: adopting them.", forgotten.size());
      queue.adopt(forgotten);
    }
  }

  /** Completed meanwhile is fenced too: only what is still here is told to stop. */
  private void fenced(Attempt attempt) {
    if (dispatcher.forget(attempt) || dispatcher.cancel(attempt, CancelReason.FENCED)) {
      LOG.warnf(
          "Another worker owns an execution of this one: execution=%s", attempt.executionId());
    }
  }
}
