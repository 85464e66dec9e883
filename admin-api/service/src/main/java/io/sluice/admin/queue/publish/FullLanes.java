package io.sluice.admin.queue.publish;

import io.sluice.queue.QueueEntry;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Lanes that found the window full in the last turn of the publisher. What is submitted to such a
 * lane stays behind its backlog in PostgreSQL, instead of taking the next free place before it.
 */
@Singleton
final class FullLanes {

  private volatile Set<Lane> lanes = Set.of();

  void replace(Set<Lane> full) {
    lanes = Set.copyOf(full);
  }

  boolean contains(QueueEntry entry) {
    return lanes.contains(Lane.of(entry));
  }
}
