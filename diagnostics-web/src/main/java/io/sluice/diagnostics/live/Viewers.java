package io.sluice.diagnostics.live;

import io.quarkus.websockets.next.CloseReason;
import io.sluice.diagnostics.session.SignedOut;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The viewers of this instance, within the limits. Thread-safe. */
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

  /** Adds a viewer. Synchronized, so that two viewers cannot both take the last free slot. */
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

  /**
   * Closes the connections of a person who has signed out, so that the sign-in of each browser is
   * checked again.
   */
  void signedOut(@Observes SignedOut event) {
    viewers.values().stream()
        .filter(viewer -> viewer.person().equals(event.person()))
        .forEach(viewer -> viewer.close(RESTART));
  }

  List<Viewer> all() {
    return List.copyOf(viewers.values());
  }

  /**
   * Closes all connections because this instance stops, with a code that makes browsers reconnect,
   * which they do not do after an ordinary close.
   */
  void leave() {
    viewers.values().forEach(viewer -> viewer.close(RESTART));
  }

  /** Limits of the number of viewers (docs/security.md). */
  @ConfigMapping(prefix = "sluice.live")
  interface ViewerConfig {

    /** Maximum number of open live pages of one person; each tab is one. */
    @WithDefault("24")
    int connectionsPerPerson();

    /** Maximum number of open live pages of this instance. */
    @WithDefault("1000")
    int connections();
  }
}
