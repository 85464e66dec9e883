package io.sluice.diagnostics.live;

import io.quarkus.websockets.next.CloseReason;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who watches through this instance, within its limits. Safe on every thread. */
@Singleton
class Viewers {

  private static final CloseReason FULL =
      new CloseReason(1013, "There are too many open pages. Close one.");
  private static final CloseReason RESTART = new CloseReason(1012, "Connect again.");

  private final Map<String, Viewer> viewers = new ConcurrentHashMap<>();
  private final ViewerConfig config;

  Viewers(ViewerConfig config) {
    this.config = config;
  }

  /** Two that come together must not both get the last place. */
  synchronized void add(String connection, Viewer viewer) {
    long theirs = viewers.values().stream().filter(v -> v.person().equals(viewer.person())).count();
    if (viewers.size() >= config.connections() || theirs >= config.connectionsPerPerson()) {
      viewer.close(FULL);
    } else {
      viewers.put(connection, viewer);
    }
  }

  void remove(String connection) {
    viewers.remove(connection);
  }

  List<Viewer> all() {
    return List.copyOf(viewers.values());
  }

  /** This instance stops: a browser must come back, which it does not after an ordinary close. */
  void leave() {
    viewers.values().forEach(viewer -> viewer.close(RESTART));
  }
}
