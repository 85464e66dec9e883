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

/** Who is registered, by their latest heartbeats. Safe on every thread; reads of Redis. */
@Singleton
public class WorkerDirectory {

  private static final Logger LOG = Logger.getLogger(WorkerDirectory.class);
  private static final int MOST = 1000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private final RegistrationScripts registrations;

  WorkerDirectory(RegistrationScripts registrations) {
    this.registrations = registrations;
  }

  /**
   * All workers as they are shown, without the queue.
   *
   * @param nextEnds the time until the first of them is gone if none is heard of any more
   */
  public record Registered(Map<String, WorkerView> workers, Duration nextEnds) {}

  /** Everybody who is registered; at most 1 000. */
  public Registered registered() {
    Map<String, Duration> standing = registrations.standing(MOST);
    Duration nextEnds =
        standing.values().stream().min(Duration::compareTo).orElse(RegistrationScripts.TTL);
    return new Registered(of(standing.keySet()), nextEnds);
  }

  /** Those among them who are registered, as they are shown, without the queue. */
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

  /** How long ago each was heard that has not said goodbye, for a day; at most 1 000. */
  Map<String, Duration> heardAgo() {
    return registrations.heardAgo(MOST);
  }

  List<WorkerHeartbeat> all() {
    return latest(registrations.workerIds(MOST));
  }

  boolean any() {
    return !registrations.workerIds(1).isEmpty();
  }

  /** The latest heartbeat; empty when no such worker is registered. */
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
