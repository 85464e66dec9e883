package io.sluice.orchestrator.claim;

import io.sluice.orchestrator.results.ResultSender;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Attempt;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueScripts.End;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.StartRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Gives claimed executions that do not start here back to the queue, and finds executions that this
 * worker holds according to Redis but does not know, because a reply was lost. Safe for use by many
 * threads.
 */
public final class ClaimReleaser {
  private static final Logger LOG = Logger.getLogger(ClaimReleaser.class);
  private static final int MAX_ASKERS = 2_000;

  private final ExecutionQueue queue;
  private final SlotScheduler scheduler;
  private final ResultSender sender;
  private volatile boolean lostTrack;

  /** The latest attempts that have requested a start permit; guarded by itself. */
  private final Map<Attempt, StartRequest> askers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, StartRequest> eldest) {
          return size() > MAX_ASKERS;
        }
      };

  public ClaimReleaser(ExecutionQueue queue, SlotScheduler scheduler, ResultSender sender) {
    this.queue = queue;
    this.scheduler = scheduler;
    this.sender = sender;
  }

  /** Gives back attempts that the scheduler no longer holds. */
  public void release(End end, List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return;
    }
    try {
      returnPermitsAndRelease(end, attempts);
    } catch (RedisUnavailable | RedisRefused notNow) {
      lostTrack();
      LOG.warnf(
          "%d executions could not be given back: that happens before the next claim, or when their"
              + " lease ends: %s",
          attempts.size(), notNow.getMessage());
    }
  }

  /** Notes that an attempt requests its start permit and may hold it from now on. */
  void askedForPermit(StartRequest request) {
    synchronized (askers) {
      askers.put(request.attempt(), request);
    }
  }

  /**
   * Returns permits before the attempts: the next attempt gets no permit while this one holds it,
   * and would end without having run. The attempts have not run and will not, because they were
   * removed from the scheduler before.
   */
  private void returnPermitsAndRelease(End end, List<Attempt> attempts) {
    List<StartRequest> holders = holders(attempts);
    var released = new ArrayList<>(attempts);
    if (!holders.isEmpty()) {
      List<StartAnswer> answers =
          queue.start(holders.stream().map(ClaimReleaser::returning).toList());
      for (int i = 0; i < holders.size(); i++) {
        if (answers.get(i) == StartAnswer.NOT_READY) {
          released.remove(holders.get(i).attempt());
          lostTrack(); // given back when the queue is ready again
        }
      }
      LOG.infof("Start permits that were not used are returned: count=%d", holders.size());
    }
    queue.release(end, released);
    synchronized (askers) {
      released.forEach(askers::remove);
    }
  }

  private List<StartRequest> holders(List<Attempt> attempts) {
    synchronized (askers) {
      return attempts.stream().map(askers::get).filter(Objects::nonNull).toList();
    }
  }

  private static StartRequest returning(StartRequest asked) {
    return new StartRequest(
        asked.attempt(),
        asked.workflowId(),
        asked.started().returningPermit(),
        StartRequest.Permit.ASK);
  }

  /** Releases on a new thread, for callers that must not wait. */
  void releaseLater(End end, List<Attempt> attempts) {
    if (!attempts.isEmpty()) {
      Thread.ofVirtual().name("release").start(() -> release(end, attempts));
    }
  }

  /**
   * Notes that a reply was lost: Redis may assign executions to this worker that it does not know.
   */
  void lostTrack() {
    lostTrack = true;
  }

  /**
   * Gives back executions that are unknown here after a lost reply. Must run on the claiming
   * thread, which alone adds executions. Redis is read before this worker, and the scheduler before
   * the outcomes, so that an execution which ends meanwhile does not look unknown.
   */
  void releaseUnknown() {
    if (!lostTrack) {
      return;
    }
    lostTrack = false;
    try {
      var unknown = new ArrayList<>(queue.claimedByThisWorker());
      unknown.removeAll(scheduler.known());
      unknown.removeAll(sender.untaken());
      if (!unknown.isEmpty()) {
        LOG.infof("A reply was lost: %d executions are given back.", unknown.size());
        returnPermitsAndRelease(End.FRONT, unknown);
      }
    } catch (RedisUnavailable | RedisRefused notNow) {
      lostTrack();
      throw notNow;
    }
  }
}
