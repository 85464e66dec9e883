package io.sluice.admin.webhook;

import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of events that a webhook wants, in memory, so that events cost nothing while none does.
 * Another instance's change is known after the next turn of the delivery loop. Safe on every
 * thread.
 */
@Singleton
final class WantedKinds {

  private final Database database;
  private final WebhookStore webhooks;
  private final ReentrantLock reading = new ReentrantLock();

  /** Null until it was read once: then the statement of the outbox alone decides. */
  private volatile @Nullable Set<String> kinds;

  WantedKinds(Database database, WebhookStore webhooks) {
    this.database = database;
    this.webhooks = webhooks;
  }

  boolean include(EventType kind) {
    Set<String> known = kinds;
    return known == null || known.contains(kind.word());
  }

  /** Returns true if there may be an enabled webhook. */
  boolean any() {
    Set<String> known = kinds;
    return known == null || !known.isEmpty();
  }

  /** Reads them; one thread at a time, so that an older answer never replaces a newer one. */
  void read() {
    reading.lock();
    try {
      kinds = database.upkeep(webhooks::wanted);
    } finally {
      reading.unlock();
    }
  }
}
