package io.sluice.admin.livestream;

import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.api.WorkerView;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Organizations of the executions in the live state, kept while a client may see some organizations
 * only. The worker poller writes before it updates the live state; the ticker reads.
 */
@Singleton
final class KnownOrganizations {

  private final Map<UUID, Optional<String>> known = new ConcurrentHashMap<>();
  private volatile boolean complete;

  /** Reads the organizations of executions. May block and may fail. */
  @FunctionalInterface
  interface LookUp {
    Map<UUID, Optional<String>> of(Set<UUID> executions);
  }

  /**
   * Returns true if all organizations were read. Before that, every execution counts as foreign.
   */
  boolean complete() {
    return complete;
  }

  /** Keeps exactly the executions of these workers. */
  void all(Collection<WorkerView> workers, LookUp lookUp) {
    Set<UUID> shown = VisibilityFilter.executions(workers);
    known.keySet().retainAll(shown);
    learn(shown, lookUp);
    complete = true;
  }

  /** Adds the executions of these workers. */
  void some(Collection<WorkerView> workers, LookUp lookUp) {
    learn(VisibilityFilter.executions(workers), lookUp);
  }

  /** Drops everything: no client needs it, or PostgreSQL is unavailable. */
  void forget() {
    complete = false;
    known.clear();
  }

  VisibilityFilter filter(Organizations sees) {
    return new VisibilityFilter(sees, known);
  }

  private void learn(Set<UUID> shown, LookUp lookUp) {
    var unknown = new HashSet<>(shown);
    unknown.removeAll(known.keySet());
    known.putAll(lookUp.of(unknown));
  }
}
