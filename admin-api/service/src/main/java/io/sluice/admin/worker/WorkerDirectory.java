package io.sluice.admin.worker;

import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Who is registered, by their latest heartbeats. */
@Singleton
public class WorkerDirectory {

  private static final Logger LOG = Logger.getLogger(WorkerDirectory.class);
  private static final int MOST = 1000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private final RegistrationScripts registrations;

  WorkerDirectory(RegistrationScripts registrations) {
    this.registrations = registrations;
  }

  List<WorkerHeartbeat> all() {
    var heartbeats = new ArrayList<WorkerHeartbeat>();
    for (String id : registrations.workerIds(MOST)) {
      find(id).ifPresent(heartbeats::add);
    }
    return heartbeats;
  }

  boolean any() {
    return !registrations.workerIds(1).isEmpty();
  }

  /** The latest heartbeat; empty when no such worker is registered. */
  public Optional<WorkerHeartbeat> find(String workerId) {
    if (!ID.matcher(workerId).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(registrations.latest(workerId));
    } catch (IllegalArgumentException e) {
      LOG.warnf("heartbeat not readable worker=%s reason=%s", workerId, e.getMessage());
      return Optional.empty();
    }
  }
}
