package io.sluice.admin.queue.reconcile;

import io.sluice.admin.http.Uuids;
import io.sluice.queue.QueueInspection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Removes entries from Redis whose row has ended: they came back from an old snapshot. A page of
 * each list at a time; called by the reconciler's thread only.
 */
@Singleton
final class StaleEntries {

  private static final Logger LOG = Logger.getLogger(StaleEntries.class);
  private static final int PAGE = 200;

  private final QueueInspection queue;
  private final PublishedStore store;
  private QueueInspection.Held position = QueueInspection.Held.FIRST;

  StaleEntries(QueueInspection queue, PublishedStore store) {
    this.queue = queue;
    this.store = store;
  }

  void discard() {
    position = queue.held(position, PAGE);
    List<UUID> ids = position.ids().stream().flatMap(id -> Uuids.parse(id).stream()).toList();
    if (ids.isEmpty()) {
      return;
    }
    var ended = store.ended(ids);
    if (!ended.isEmpty()) {
      long count = queue.discard(ended);
      LOG.warnf("the queue held what has ended: it was rolled back count=%d", count);
    }
  }
}
