package io.sluice.orchestrator.claim;

import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.orchestrator.results.ResultSender;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueAnswers.AdoptAnswer;
import io.sluice.queue.QueueAnswers.Liveness;
import io.sluice.queue.QueueAnswers.RenewAnswer;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Renews the leases of all executions of this worker in one call. A fenced execution is told to
 * stop; its neighbours continue. An execution that Redis has forgotten is adopted if it has
 * started, and forgotten here too otherwise. Runs every few seconds, even without leases, because
 * the reply carries the incarnation of the queue.
 */
public final class LeaseRenewer implements Runnable {
  private static final Logger LOG = Logger.getLogger(LeaseRenewer.class);

  private final ExecutionQueue queue;
  private final SlotScheduler scheduler;
  private final ResultSender sender;
  private final RedisInterruptions redisInterruptions;
  private final InstantSource clock;
  private volatile Instant renewalSentAt;
  private volatile String notReadyReason = "";

  /** Creates a renewer whose interval begins now. */
  public LeaseRenewer(
      ExecutionQueue queue,
      SlotScheduler scheduler,
      ResultSender sender,
      RedisInterruptions redisInterruptions,
      InstantSource clock) {
    this.queue = queue;
    this.scheduler = scheduler;
    this.sender = sender;
    this.redisInterruptions = redisInterruptions;
    this.clock = clock;
    this.renewalSentAt = clock.instant();
  }

  /** Begins the interval again: nothing was claimed before the end of a long start. */
  public void begin() {
    renewalSentAt = clock.instant();
  }

  /** Returns the time at which the last renewal was sent that Redis answered. */
  public Instant renewalSentAt() {
    return renewalSentAt;
  }

  /**
   * Returns the reason why nothing should be claimed, as a sentence; empty if leases can be
   * renewed.
   */
  public String notReadyReason() {
    return notReadyReason;
  }

  @Override
  public void run() {
    var owned = new LinkedHashMap<Attempt, @Nullable ClaimedExecution>();
    sender.untaken().forEach(attempt -> owned.put(attempt, null));
    scheduler.owned().forEach(execution -> owned.put(execution.attempt(), execution));
    Instant sentAt = clock.instant();
    try {
      renew(owned);
      renewalSentAt = sentAt;
      notReadyReason = "";
    } catch (RedisUnavailable | RedisRefused notNow) {
      // Redis may be unavailable for every worker: running executions continue, and a reaper waits
      // a whole lease time after Redis is back.
      if (!owned.isEmpty() || notReadyReason.isEmpty()) {
        LOG.warnf("%d leases could not be renewed: %s", owned.size(), notNow.getMessage());
      }
      notReadyReason = "Leases cannot be renewed: " + notNow.getMessage();
    }
  }

  private void renew(Map<Attempt, @Nullable ClaimedExecution> owned) {
    var attempts = List.copyOf(owned.keySet());
    RenewAnswer answer = queue.renew(attempts);
    redisInterruptions.generation(answer.generation());
    List<Liveness> liveness = answer.liveness();
    var forgotten = new ArrayList<ClaimedExecution>();
    for (int i = 0; i < liveness.size(); i++) {
      Attempt attempt = attempts.get(i);
      switch (liveness.get(i)) {
        case OK -> {}
        case FENCED -> fenced(attempt);
        case MISSING -> {
          ClaimedExecution execution = owned.get(attempt);
          if (execution != null && !scheduler.forgetUnstarted(attempt)) {
            forgotten.add(execution);
          }
        }
      }
    }
    if (!forgotten.isEmpty()) {
      LOG.infof("Redis has lost %d executions of this worker: adopting them.", forgotten.size());
      adopt(forgotten);
    }
  }

  private void adopt(List<ClaimedExecution> forgotten) {
    List<AdoptAnswer> answers = queue.adopt(forgotten);
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case OK -> {}
        case EXISTS -> {} // queued again or owned by a worker: the next renewal decides
        case DONE -> fenced(forgotten.get(i).attempt()); // ended in another worker
      }
    }
  }

  /** Tells a fenced execution to stop, if it has not completed meanwhile. */
  private void fenced(Attempt attempt) {
    if (scheduler.forget(attempt) || scheduler.cancel(attempt, CancelReason.FENCED)) {
      LOG.warnf(
          "Another worker owns an execution of this one: execution=%s", attempt.executionId());
    }
  }
}
