package io.sluice.admin.execution.cancel;

import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.admin.execution.ExecutionsEnded;
import io.sluice.admin.execution.cancel.CancelStore.CancelTarget;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.worker.CommandSender;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.QueueAnswers.ProbeAnswer;
import io.sluice.queue.QueueAnswers.WithdrawAnswer;
import io.sluice.queue.QueueInspection;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Cancels executions. Commits the request, then withdraws the execution from the queue or sends a
 * command to its worker. Repeats requests without an effect from the committed rows. Ends an
 * execution itself only if no worker can get it any more; a result on its way decides for itself.
 */
@Singleton
public final class Canceller {

  /** The answer to a cancel request. */
  public sealed interface Cancellation {

    /**
     * The request is committed: the execution is cancelled, or will be when its worker receives the
     * command.
     */
    record Requested(UUID id, ExecutionStatus status) implements Cancellation {}

    record Unknown() implements Cancellation {}

    record Ended(ExecutionStatus status) implements Cancellation {}
  }

  private static final Logger LOG = Logger.getLogger(Canceller.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration REPEAT_AFTER = Duration.ofSeconds(15);
  private static final int MAX_AT_ONCE = 100;

  private final CancelStore store;
  private final QueueScripts queue;
  private final QueueInspection inspection;
  private final CommandSender workers;
  private final ExecutionsEnded ends;
  private final Loop loop = new Loop("canceller", this::turn);

  Canceller(
      CancelStore store,
      QueueScripts queue,
      QueueInspection inspection,
      CommandSender workers,
      ExecutionsEnded ends) {
    this.store = store;
    this.queue = queue;
    this.inspection = inspection;
    this.workers = workers;
    this.ends = ends;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  /** Cancels an execution of the caller's organizations. */
  public Cancellation cancel(
      UUID id, @Nullable String reason, String who, Organizations organizations) {
    CancelStore.Requested request = store.request(id, reason, who, organizations).orElse(null);
    if (request == null) {
      return new Cancellation.Unknown();
    }
    CancelTarget target = request.target();
    if (target.status().terminal()) {
      return new Cancellation.Ended(target.status());
    }
    LOG.infof("cancel requested execution=%s status=%s by=%s", id, target.status(), who);
    if (request.ended()) {
      announce(target);
      return new Cancellation.Requested(id, ExecutionStatus.CANCELLED);
    }
    return new Cancellation.Requested(id, delivered(target));
  }

  private ExecutionStatus delivered(CancelTarget target) {
    try {
      return deliver(target) ? ExecutionStatus.CANCELLED : target.status();
    } catch (RedisRefused | RedisUnavailable e) {
      LOG.debugf(e, "cancel of execution=%s is repeated when Redis is back", target.id());
      return target.status();
    }
  }

  private Duration turn() {
    for (CancelTarget target : store.overdue(TIMEOUT, REPEAT_AFTER, MAX_AT_ONCE)) {
      boolean _ = deliver(target);
    }
    return TIMEOUT;
  }

  /** Returns true if the execution has ended by it. */
  private boolean deliver(CancelTarget target) {
    boolean ended = false;
    if (lostByRedis(target)) {
      sendToItsWorker(target);
    } else {
      ended = withdrawn(target);
    }
    if (!ended) {
      store.tried(target.id());
    }
    return ended;
  }

  /**
   * True if Redis has lost an execution that runs. A withdraw would then fence the worker that runs
   * it and is about to write it back.
   */
  private boolean lostByRedis(CancelTarget target) {
    return target.status() == ExecutionStatus.RUNNING
        && inspection.probe(Map.of(target.id().toString(), target.epoch())).getFirst()
            == ProbeAnswer.NONE;
  }

  private boolean withdrawn(CancelTarget target) {
    return switch (withdraw(target)) {
      case WithdrawAnswer.Withdrawn() -> end(target);
      case WithdrawAnswer.Claimed(String worker, long claim) -> {
        send(target, worker, claim);
        yield false;
      }
      // Its result is on the way to PostgreSQL.
      case WithdrawAnswer.Done() -> false;
      case WithdrawAnswer.None(), WithdrawAnswer.Fenced() -> notInQueue(target);
    };
  }

  private boolean notInQueue(CancelTarget target) {
    if (target.status() == ExecutionStatus.RUNNING) {
      sendToItsWorker(target);
      return false;
    }
    return endedOutsideOfQueue(target);
  }

  private boolean endedOutsideOfQueue(CancelTarget target) {
    boolean ended = end(target);
    // An entry of an earlier epoch may have been replaced between the two steps.
    if (ended && withdraw(target) instanceof WithdrawAnswer.Claimed(String worker, long claim)) {
      send(target, worker, claim);
    }
    return ended;
  }

  private boolean end(CancelTarget target) {
    boolean ended = store.end(target);
    if (ended) {
      announce(target);
    }
    return ended;
  }

  private void announce(CancelTarget target) {
    ends.ended(Ended.beforeItRan(target.id(), target.status(), ExecutionStatus.CANCELLED, null));
  }

  private WithdrawAnswer withdraw(CancelTarget target) {
    return queue.withdraw(Map.of(target.id().toString(), target.epoch())).getFirst();
  }

  private void sendToItsWorker(CancelTarget target) {
    if (target.workerId() != null) {
      send(target, target.workerId(), target.claim());
    }
  }

  private void send(CancelTarget target, String worker, long claim) {
    workers.cancel(
        worker,
        target.id(),
        target.epoch(),
        claim,
        target.request().reason(),
        target.request().by());
  }
}
