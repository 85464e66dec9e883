package io.sluice.admin.execution.cancel;

import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.admin.execution.ExecutionsEnded;
import io.sluice.admin.execution.cancel.CancelStore.CancelTarget;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

  /** The refusal of a cancel request for what has ended. */
  public static ProblemException ended(ExecutionStatus status) {
    return new ProblemException(
        ProblemType.ALREADY_ENDED.problem(
            "It ended as " + status + "; there is nothing left to cancel."));
  }

  /** Cancels an execution of the caller's organizations. */
  public Cancellation cancel(
      UUID id, @Nullable String reason, String who, Organizations organizations) {
    return cancel(List.of(id), reason, who, organizations).getFirst();
  }

  /**
   * Cancels executions of the caller's organizations: commits all requests, takes what waits out of
   * the queue in one step, and ends it then.
   *
   * @return the answers, in the order of the ids
   */
  public List<Cancellation> cancel(
      List<UUID> ids, @Nullable String reason, String who, Organizations organizations) {
    Map<UUID, CancelStore.Requested> requests = store.request(ids, reason, who, organizations);
    var open = new ArrayList<CancelTarget>();
    for (CancelStore.Requested request : requests.values()) {
      CancelTarget target = request.target();
      if (!target.status().terminal()) {
        LOG.infof(
            "cancel requested execution=%s status=%s by=%s", target.id(), target.status(), who);
        if (request.ended()) {
          announce(target);
        } else {
          open.add(target);
        }
      }
    }
    Set<UUID> ended = delivered(open);
    return ids.stream().map(id -> cancellation(id, requests.get(id), ended)).toList();
  }

  private static Cancellation cancellation(
      UUID id, CancelStore.@Nullable Requested request, Set<UUID> ended) {
    if (request == null) {
      return new Cancellation.Unknown();
    }
    ExecutionStatus status = request.target().status();
    if (status.terminal()) {
      return new Cancellation.Ended(status);
    }
    return new Cancellation.Requested(
        id, request.ended() || ended.contains(id) ? ExecutionStatus.CANCELLED : status);
  }

  /** Delivers requests; returns the executions that have ended by it. */
  private Set<UUID> delivered(List<CancelTarget> targets) {
    var ended = new HashSet<UUID>();
    try {
      Map<Boolean, List<CancelTarget>> byStart =
          targets.stream().collect(Collectors.partitioningBy(Canceller::runs));
      ended.addAll(withdrawn(byStart.getOrDefault(false, List.of())));
      for (CancelTarget target : byStart.getOrDefault(true, List.of())) {
        if (deliver(target)) {
          ended.add(target.id());
        }
      }
    } catch (RedisRefused | RedisUnavailable e) {
      LOG.debugf(e, "%d cancels are repeated when Redis is back", targets.size());
    }
    return ended;
  }

  private static boolean runs(CancelTarget target) {
    return target.status() == ExecutionStatus.RUNNING;
  }

  /** Takes what waits out of the queue in one step, and ends in one transaction what nobody has. */
  private Set<UUID> withdrawn(List<CancelTarget> waiting) {
    if (waiting.isEmpty()) {
      return Set.of();
    }
    var epochs = new LinkedHashMap<String, Long>();
    waiting.forEach(target -> epochs.put(target.id().toString(), target.epoch()));
    List<WithdrawAnswer> answers = queue.withdraw(epochs);
    var gone = new ArrayList<CancelTarget>();
    var ended = new HashSet<UUID>();
    for (int i = 0; i < waiting.size(); i++) {
      CancelTarget target = waiting.get(i);
      if (answers.get(i) instanceof WithdrawAnswer.Withdrawn()) {
        gone.add(target);
      } else if (afterWithdraw(target, answers.get(i))) {
        ended.add(target.id());
      } else {
        store.tried(target.id());
      }
    }
    Set<UUID> cancelled = store.end(gone);
    gone.stream().filter(target -> cancelled.contains(target.id())).forEach(this::announce);
    ended.addAll(cancelled);
    return ended;
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
    return afterWithdraw(target, withdraw(target));
  }

  private boolean afterWithdraw(CancelTarget target, WithdrawAnswer answer) {
    return switch (answer) {
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
    boolean ended = store.end(List.of(target)).contains(target.id());
    if (ended) {
      announce(target);
    }
    return ended;
  }

  private void announce(CancelTarget target) {
    ends.ended(
        new Ended(
            target.id(),
            target.workflow(),
            target.status(),
            ExecutionStatus.CANCELLED,
            null,
            target.model(),
            null));
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
