package io.sluice.admin.webhook;

import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.identity.StartRefused;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives webhooks for which a delivery is due to a small pool of threads, one webhook each: a slow
 * receiver holds up itself only. Platform threads, because resolving a name blocks its carrier.
 */
@Singleton
public final class DeliveryLoop {

  private static final Logger LOG = Logger.getLogger(DeliveryLoop.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration UPKEEP_INTERVAL = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  private final DeliverySender sender;
  private final OutboxUpkeep upkeep;
  private final WantedKinds wanted;
  private final MailConfig mail;
  private final MonotonicClock clock;
  private final Semaphore free;
  private final int concurrency;
  private final Loop loop = new Loop("webhooks", this::turn);
  private volatile @Nullable ExecutorService threads;
  private Instant nextUpkeep = Instant.MIN; // of the loop's thread

  DeliveryLoop(
      DeliverySender sender,
      OutboxUpkeep upkeep,
      WantedKinds wanted,
      MailConfig mail,
      MonotonicClock clock,
      WebhookConfig config) {
    this.sender = sender;
    this.upkeep = upkeep;
    this.wanted = wanted;
    this.mail = mail;
    this.clock = clock;
    this.free = new Semaphore(config.concurrency());
    this.concurrency = config.concurrency();
  }

  /**
   * Checks the settings of mail.
   *
   * @throws StartRefused if they do not fit together
   */
  public void check() {
    mail.mistake()
        .ifPresent(
            sentence -> {
              throw new StartRefused(sentence);
            });
  }

  public void start() {
    threads =
        Executors.newFixedThreadPool(
            concurrency, Thread.ofPlatform().daemon().name("webhook-", 0).factory());
    loop.start();
  }

  /**
   * Stops. An attempt that is not answered in time is left to another instance, or the next start.
   */
  public void stop() {
    loop.stop();
    ExecutorService last = threads;
    if (last == null) {
      return;
    }
    last.shutdown();
    try {
      if (!last.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        List<Runnable> _ = last.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration turn() {
    Instant now = clock.instant();
    if (!now.isBefore(nextUpkeep)) {
      nextUpkeep = now.plus(UPKEEP_INTERVAL);
      wanted.read();
      upkeep.run();
    }
    int limit = free.availablePermits();
    if (limit > 0 && wanted.any()) {
      sender.claim(limit).forEach(this::send);
    }
    return INTERVAL;
  }

  private void send(UUID webhook) {
    free.acquireUninterruptibly();
    Objects.requireNonNull(threads)
        .execute(
            () -> {
              try {
                sender.send(webhook);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (DatabaseUnavailable | DatabaseRefused e) {
                LOG.debugf(e, "webhook %s is sent when its lease has ended", webhook);
              } finally {
                free.release();
                loop.nudge();
              }
            });
  }
}
