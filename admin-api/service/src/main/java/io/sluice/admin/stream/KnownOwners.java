package io.sluice.admin.stream;

import io.sluice.admin.organization.Sight;
import io.sluice.admin.security.Organizations;
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
 * Whose the executions on the board are, as long as somebody watches who does not see all of them.
 * The look at the workers writes, before the board knows them; the ticker reads.
 */
@Singleton
final class KnownOwners {

  private final Map<UUID, Optional<String>> known = new ConcurrentHashMap<>();
  private volatile boolean complete;

  /** Finds the organizations of executions. May wait, and may fail. */
  @FunctionalInterface
  interface LookUp {
    Map<UUID, Optional<String>> of(Set<UUID> executions);
  }

  /** Whether all of them were looked up: before that, own executions look like foreign ones. */
  boolean complete() {
    return complete;
  }

  /** These are all that there are. */
  void all(Collection<WorkerView> workers, LookUp lookUp) {
    Set<UUID> shown = Sight.executions(workers);
    known.keySet().retainAll(shown);
    learn(shown, lookUp);
    complete = true;
  }

  /** These are some of them. */
  void some(Collection<WorkerView> workers, LookUp lookUp) {
    learn(Sight.executions(workers), lookUp);
  }

  /** Nobody asks any more, or PostgreSQL could not be asked. */
  void forget() {
    complete = false;
    known.clear();
  }

  Sight sight(Organizations sees) {
    return new Sight(sees, known);
  }

  private void learn(Set<UUID> shown, LookUp lookUp) {
    var unknown = new HashSet<>(shown);
    unknown.removeAll(known.keySet());
    known.putAll(lookUp.of(unknown));
  }
}
