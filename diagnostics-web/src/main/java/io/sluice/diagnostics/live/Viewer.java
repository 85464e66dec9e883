package io.sluice.diagnostics.live;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One browser that watches a page. At most one frame is on its way to it; of what comes meanwhile
 * the latest of each section waits. Guarded by its monitor: the coalescer offers, the network's
 * thread says when a frame is away.
 */
final class Viewer {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final CloseReason TOO_SLOW = new CloseReason(1013, "Too slow. Connect again.");

  private final WebSocketConnection connection;
  private final String person;
  private final List<Section> sections;
  private final Map<String, String> last = new HashMap<>();
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private @Nullable Instant sendingSince;

  Viewer(WebSocketConnection connection, String person, List<Section> sections) {
    this.connection = connection;
    this.person = person;
    this.sections = List.copyOf(sections);
  }

  String person() {
    return person;
  }

  List<Section> sections() {
    return sections;
  }

  /** Takes the section as it is now; what the viewer has already is not sent again. */
  synchronized void offer(String section, String html) {
    if (!html.equals(last.put(section, html))) {
      waiting.put(section, html);
    }
  }

  /** Sends what waits, all in one frame, and closes a connection that takes nothing. */
  synchronized void attend(Instant now) {
    if (sendingSince != null) {
      if (sendingSince.plus(PATIENCE).isBefore(now)) {
        close(TOO_SLOW);
      }
    } else if (!waiting.isEmpty()) {
      var frame = String.join("", waiting.values());
      waiting.clear();
      sendingSince = now;
      connection.sendText(frame).subscribe().with(_ -> away(), _ -> away());
    }
  }

  void close(CloseReason reason) {
    connection.close(reason).subscribe().with(_ -> {}, _ -> {});
  }

  private synchronized void away() {
    sendingSince = null;
  }
}
