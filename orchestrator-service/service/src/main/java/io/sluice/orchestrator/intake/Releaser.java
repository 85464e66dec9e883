package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.queue.Attempt;
import io.sluice.queue.QueueScripts.End;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Gives back to the queue what was claimed and does not start here, and finds what Redis says this
 * worker has and it does not know of: a reply was lost (queue protocol, section 4). Safe for use by
 * many threads.
 */
public final class Releaser {
  private static final Logger LOG = Logger.getLogger(Releaser.class);

  private final ExecutionQueue queue;
  private final Dispatcher dispatcher;
  private final Completer completer;
  private volatile boolean lostTrack;

  public Releaser(ExecutionQueue queue, Dispatcher dispatcher, Completer completer) {
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.completer = completer;
  }

  /** Gives back what is not known here any more. */
  public void release(End end, List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return;
    }
    try {
      queue.release(end, attempts);
    } catch (RedisUnavailable | RedisRefused notNow) {
      lostTrack();
      LOG.warnf(
          "%d executions could not be given back: that happens before the next claim, or when their"
              + " lease ends: %s",
          attempts.size(), notNow.getMessage());
    }
  }

  /** The same on a thread of its own, for callers that must not wait. */
  void releaseLater(End end, List<Attempt> attempts) {
    if (!attempts.isEmpty()) {
      Thread.ofVirtual().name("release").start(() -> release(end, attempts));
    }
  }

  /** A reply was lost: Redis may count something to this worker that it does not know of. */
  void lostTrack() {
    lostTrack = true;
  }

  /**
   * After a lost reply, gives back what is unknown here. Must run on the claiming thread, which
   * alone adds to what is known. Redis is asked before this worker, and the dispatcher before the
   * spool, so that nothing which ends meanwhile looks unknown.
   */
  void releaseUnknown() {
    if (!lostTrack) {
      return;
    }
    lostTrack = false;
    try {
      var unknown = new ArrayList<>(queue.mine());
      unknown.removeAll(dispatcher.known());
      unknown.removeAll(completer.untaken());
      if (!unknown.isEmpty()) {
        LOG.infof("A reply was lost: %d executions are given back.", unknown.size());
        queue.release(End.FRONT, unknown);
      }
    } catch (RedisUnavailable | RedisRefused notNow) {
      lostTrack();
      throw notNow;
    }
  }
}
