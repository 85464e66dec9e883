package io.sluice.diagnostics.live;

import io.quarkus.websockets.next.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One browser that shows a live page. At most one frame is in flight; of later changes the latest
 * of each section waits. Guarded by its monitor: the renderer's thread offers, the network's thread
 * reports sent frames.
 */
final class Viewer {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /**
   * Time after which a connection is closed, so that the sign-in of the browser is checked again.
   */
  private static final Duration RECHECK = Duration.ofMinutes(5);

  private static final CloseReason CHECK = new CloseReason(1012, "Connect again.");
  private static final CloseReason TOO_SLOW = new CloseReason(1013, "Too slow. Connect again.");

  private final BrowserConnection connection;
  private final String person;
  private final NameVisibility names;
  private final List<Section> sections;
  private final Instant openedAt;
  private final Map<String, String> last = new HashMap<>();
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private @Nullable Instant sendingSince;

  Viewer(
      BrowserConnection connection,
      String person,
      NameVisibility names,
      List<Section> sections,
      Instant openedAt) {
    this.connection = connection;
    this.person = person;
    this.names = names;
    this.sections = List.copyOf(sections);
    this.openedAt = openedAt;
  }

  String person() {
    return person;
  }

  NameVisibility names() {
    return names;
  }

  List<Section> sections() {
    return sections;
  }

  /** Queues the section unless the viewer has this version already. */
  synchronized void offer(String section, String html) {
    if (!html.equals(last.put(section, html))) {
      waiting.put(section, html);
    }
  }

  /** Sends the queued sections in one frame; closes a connection that accepts nothing or is old. */
  synchronized void attend(Instant now) {
    if (openedAt.plus(RECHECK).isBefore(now)) {
      close(CHECK);
    } else if (sendingSince != null) {
      if (sendingSince.plus(TIMEOUT).isBefore(now)) {
        close(TOO_SLOW);
      }
    } else if (!waiting.isEmpty()) {
      var frame = String.join("", waiting.values());
      waiting.clear();
      sendingSince = now;
      var _ = connection.send(frame).whenComplete((_, _) -> away());
    }
  }

  void close(CloseReason reason) {
    connection.close(reason);
  }

  private synchronized void away() {
    sendingSince = null;
  }

  /** The connection to one browser. No method waits. */
  interface BrowserConnection {

    /** Sends a frame; completes when the network has accepted or refused it. */
    CompletionStage<?> send(String frame);

    void close(CloseReason reason);
  }
}
