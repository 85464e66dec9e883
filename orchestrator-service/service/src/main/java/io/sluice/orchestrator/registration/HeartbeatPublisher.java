package io.sluice.orchestrator.registration;

import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Registers this worker and keeps it registered: a heartbeat every interval, and one at once when
 * something changed; changes that come together share one. One thread of its own. A heartbeat that
 * fails costs no execution anything.
 */
public final class HeartbeatPublisher {
  private static final Logger LOG = Logger.getLogger(HeartbeatPublisher.class);

  private final RegistrationScripts registration;
  private final Supplier<WorkerHeartbeat> heartbeat;
  private final Duration interval;
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread = Thread.ofPlatform().name("heartbeat").unstarted(this::run);
  private volatile boolean running = true;

  public HeartbeatPublisher(
      RegistrationScripts registration, Supplier<WorkerHeartbeat> heartbeat, Duration interval) {
    this.registration = registration;
    this.heartbeat = heartbeat;
    this.interval = interval;
  }

  public void start() {
    thread.start();
  }

  /** Something changed: say it now. */
  public void changed() {
    changes.release();
  }

  /** Says goodbye, so that nobody waits for this worker. */
  public void stop(String workerId) throws InterruptedException {
    running = false;
    changes.release();
    thread.join(5_000);
    try {
      registration.goodbye(workerId);
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.infof(
          "No goodbye was possible, the registration ends by itself: %s", notNow.getMessage());
    }
  }

  private void run() {
    try {
      while (running) {
        publish();
        boolean _ = changes.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish() {
    try {
      registration.heartbeat(heartbeat.get());
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.debugf("A heartbeat was lost: %s", notNow.getMessage());
    }
  }
}
