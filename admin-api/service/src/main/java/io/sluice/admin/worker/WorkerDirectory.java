package io.sluice.admin.worker;

import io.sluice.api.WorkerView;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Registered workers and their latest heartbeats, read from Redis. Safe on every thread. */
@Singleton
public class WorkerDirectory {

  private static final Logger LOG = Logger.getLogger(WorkerDirectory.class);
  private static final int MAX_WORKERS = 1000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private final RegistrationScripts registrations;

  WorkerDirectory(RegistrationScripts registrations) {
    this.registrations = registrations;
  }

  /**
   * All registered workers as the API shows them, without the queue.
   *
   * @param nextEnds time until the first registration expires without another heartbeat
   */
  public record Registered(Map<String, WorkerView> workers, Duration nextEnds) {}

  /** Returns all registered workers, at most 1 000. */
  public Registered registered() {
    Map<String, Duration> expiries = registrations.standing(MAX_WORKERS);
    Duration nextEnds =
        expiries.values().stream().min(Duration::compareTo).orElse(RegistrationScripts.TTL);
    return new Registered(of(expiries.keySet()), nextEnds);
  }

  /** Returns the registered ones of these workers, without the queue. */
  public Map<String, WorkerView> of(Collection<String> workerIds) {
    var shown = new LinkedHashMap<String, WorkerView>();
    for (WorkerHeartbeat beat : latest(workerIds)) {
      try {
        shown.put(beat.workerId(), WorkerMapping.view(beat, null));
      } catch (IllegalArgumentException e) {
        LOG.debugf("heartbeat not shown worker=%s reason=%s", beat.workerId(), e.getMessage());
      }
    }
    return shown;
  }

  /**
   * Returns the time since the last heartbeat of each worker that has not signed off, for one day;
   * at most 1 000.
   */
  Map<String, Duration> heardAgo() {
    return registrations.heardAgo(MAX_WORKERS);
  }

  /** Returns the latest heartbeats of all registered workers, at most 1 000. */
  public List<WorkerHeartbeat> all() {
    return latest(registrations.workerIds(MAX_WORKERS));
  }

  boolean any() {
    return !registrations.workerIds(1).isEmpty();
  }

  /** Returns the latest heartbeat, or empty if the worker is not registered. */
  public Optional<WorkerHeartbeat> find(String workerId) {
    if (!ID.matcher(workerId).matches()) {
      return Optional.empty();
    }
    return latest(List.of(workerId)).stream().findFirst();
  }

  private List<WorkerHeartbeat> latest(Collection<String> workerIds) {
    List<String> ids = workerIds.stream().filter(id -> ID.matcher(id).matches()).toList();
    List<@Nullable String> texts = registrations.latestAsJson(ids);
    var heartbeats = new ArrayList<WorkerHeartbeat>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text != null) {
        read(ids.get(i), text).ifPresent(heartbeats::add);
      }
    }
    return heartbeats;
  }

  private static Optional<WorkerHeartbeat> read(String workerId, String text) {
    try {
      return Optional.of(RegistrationScripts.read(text));
    } catch (IllegalArgumentException e) {
      LOG.warnf("heartbeat not readable worker=%s reason=%s", workerId, e.getMessage());
      return Optional.empty();
    }
  }
}
