package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.redis.Continuity;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.AdoptAnswer;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.Liveness;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.RenewAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the leases of everything this worker owns, in one call. A fenced execution is told to stop
 * and its neighbours are left alone; one that Redis forgot is adopted if it has started, and else
 * forgotten here too. Run every few seconds by the scheduler, also when there is nothing to renew,
 * because it tells the generation.
 */
public final class LeaseRenewer implements Runnable {
  private static final Logger LOG = Logger.getLogger(LeaseRenewer.class);

  private final ExecutionQueue queue;
  private final Dispatcher dispatcher;
  private final Completer completer;
  private final Continuity continuity;
  private final InstantSource clock;
  private volatile Instant renewalSentAt;
  private volatile String trouble = "";

  /** A renewer that counts from now. */
  public LeaseRenewer(
      ExecutionQueue queue,
      Dispatcher dispatcher,
      Completer completer,
      Continuity continuity,
      InstantSource clock) {
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.completer = completer;
    this.continuity = continuity;
    this.clock = clock;
    this.renewalSentAt = clock.instant();
  }

  /** Counts from now: nothing was claimed before, however long the start took. */
  public void begin() {
    renewalSentAt = clock.instant();
  }

  /** When the last renewal that Redis answered was sent. */
  public Instant renewalSentAt() {
    return renewalSentAt;
  }

  /** Why nothing new should be claimed, in words; empty when leases can be kept. */
  public String trouble() {
    return trouble;
  }

  @Override
  public void run() {
    var owned = new LinkedHashMap<Attempt, @Nullable ClaimedExecution>();
    completer.untaken().forEach(attempt -> owned.put(attempt, null));
    dispatcher.owned().forEach(execution -> owned.put(execution.attempt(), execution));
    Instant sentAt = clock.instant();
    try {
      renew(owned);
      renewalSentAt = sentAt;
      trouble = "";
    } catch (RedisUnavailable | RedisRefused notNow) {
      // Redis may be away for all: what runs goes on, and a reaper waits a whole lease time after
      // it is back.
      if (!owned.isEmpty() || trouble.isEmpty()) {
        LOG.warnf("%d leases could not be renewed: %s", owned.size(), notNow.getMessage());
      }
      trouble = "Leases cannot be renewed: " + notNow.getMessage();
    }
  }

  private void renew(Map<Attempt, @Nullable ClaimedExecution> owned) {
    var attempts = List.copyOf(owned.keySet());
    RenewAnswer answer = queue.renew(attempts);
    continuity.generation(answer.generation());
    List<Liveness> liveness = answer.liveness();
    var forgotten = new ArrayList<ClaimedExecution>();
    for (int i = 0; i < liveness.size(); i++) {
      Attempt attempt = attempts.get(i);
      switch (liveness.get(i)) {
        case OK -> {}
        case FENCED -> fenced(attempt);
        case MISSING -> {
          ClaimedExecution execution = owned.get(attempt);
          if (execution != null && !dispatcher.forgetUnstarted(attempt)) {
            forgotten.add(execution);
          }
        }
      }
    }
    if (!forgotten.isEmpty()) {
      LOG.infof("Redis forgot %d executions of this worker: adopting them.", forgotten.size());
      adopt(forgotten);
    }
  }

  private void adopt(List<ClaimedExecution> forgotten) {
    List<AdoptAnswer> answers = queue.adopt(forgotten);
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case OK -> {}
        case EXISTS -> {} // queued again, or somebody's: the next renewal says
        case DONE -> fenced(forgotten.get(i).attempt()); // it ended elsewhere
      }
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
