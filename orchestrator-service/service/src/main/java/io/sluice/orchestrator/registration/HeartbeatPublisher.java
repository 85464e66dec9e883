package io.sluice.orchestrator.registration;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.supervision.FleetObserver.FleetListener;
import io.sluice.orchestrator.supervision.ProcessChange;
import io.sluice.orchestrator.supervision.Processes;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerNews;
import io.sluice.service.LoopGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Registers this worker and keeps it registered: a heartbeat every interval, and one immediately
 * after a change, at most ten a second. One thread of its own. A failed heartbeat affects no
 * execution.
 */
public final class HeartbeatPublisher {
  private static final Logger LOG = Logger.getLogger(HeartbeatPublisher.class);
  private static final Duration SHARED = Duration.ofMillis(100);
  private static final int MAX_NEWS = 256;

  private final RegistrationScripts registration;
  private final Supplier<WorkerHeartbeat> heartbeat;
  private final Duration interval;
  private final Semaphore changes = new Semaphore(0);
  private final BlockingQueue<WorkerNews> news = new ArrayBlockingQueue<>(MAX_NEWS);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final LoopGuard guard = new LoopGuard("heartbeat");
  private final Thread thread = Thread.ofPlatform().name("heartbeat").unstarted(this::run);

  public HeartbeatPublisher(
      RegistrationScripts registration, Supplier<WorkerHeartbeat> heartbeat, Duration interval) {
    this.registration = registration;
    this.heartbeat = heartbeat;
    this.interval = interval;
  }

  public void start() {
    thread.start();
  }

  /** Publishes a heartbeat soon, because something changed. */
  public void changed() {
    changes.release();
  }

  /** Publishes a heartbeat soon, together with a change of a process. */
  public void changed(WorkerNews change) {
    // A change that does not fit is visible in the heartbeat.
    boolean _ = news.offer(change);
    changed();
  }

  /** Ends the registration, so that other services do not wait for its expiry. */
  public void stop(String workerId) throws InterruptedException {
    stopping.countDown();
    changes.release();
    thread.join(5_000);
    try {
      registration.goodbye(workerId);
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.infof(
          "The registration could not be ended and expires by itself: %s", notNow.getMessage());
    }
  }

  private void run() {
    guard.loop(
        () -> stopping.getCount() > 0,
        () -> {
          publish();
          boolean _ = stopping.await(SHARED.toMillis(), TimeUnit.MILLISECONDS);
          boolean _ = changes.tryAcquire(interval.minus(SHARED).toMillis(), TimeUnit.MILLISECONDS);
          changes.drainPermits();
        },
        pause -> {
          boolean _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        });
  }

  private void publish() {
    var drained = new ArrayList<WorkerNews>();
    news.drainTo(drained);
    try {
      registration.heartbeat(heartbeat.get(), drained);
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.debugf("A heartbeat was lost: %s", notNow.getMessage());
    }
  }

  /**
   * Publishes changes of the fleet, with the pid, which is remembered for the last change after the
   * process has ended. Called by the supervision loop only.
   */
  public static final class ProcessNews implements FleetListener {
    private final String workerId;
    private final Processes processes;
    private final HeartbeatPublisher heartbeats;
    private final Map<Generation, Long> pids = new HashMap<>();

    public ProcessNews(String workerId, Processes processes, HeartbeatPublisher heartbeats) {
      this.workerId = workerId;
      this.processes = processes;
      this.heartbeats = heartbeats;
    }

    @Override
    public void changed(ProcessChange change) {
      Generation generation = change.generation();
      processes.find(generation).ifPresent(e -> pids.put(generation, e.process().pid()));
      Long pid = change.isLast() ? pids.remove(generation) : pids.get(generation);
      heartbeats.changed(
          new WorkerNews.ProcessStateChanged(
              workerId, pid, generation.number(), change.from(), change.to(), change.reason()));
    }

    @Override
    public void changed() {
      heartbeats.changed();
    }
  }
}
