package io.sluice.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client of the live stream that keeps the last figures only. Called by its connection's threads
 * one at a time; read by any other.
 */
final class LiveClient implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern HEAD = Pattern.compile("\\{\"type\":\"(\\w+)\",\"seq\":(\\d+)");
  private static final int HEAD_LENGTH = 64;
  private static final long MILLIS_IN_SECOND = 1_000;

  /** Milliseconds since 1970. */
  private final List<Long> arrivals = new ArrayList<>();

  private StringBuilder partial = new StringBuilder();
  private StringBuilder spare = new StringBuilder();
  private StringBuilder latest = new StringBuilder();
  private long seq;
  private int gaps;
  private int snapshots;
  private long characters;
  private @Nullable String end;

  @Override
  public synchronized @Nullable CompletionStage<?> onText(
      WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frame();
    }
    from.request(1);
    return null;
  }

  @Override
  public synchronized @Nullable CompletionStage<?> onClose(
      WebSocket from, int status, String reason) {
    end = status + " " + reason;
    return null;
  }

  @Override
  public synchronized void onError(WebSocket from, Throwable error) {
    end = error.toString();
  }

  private void frame() {
    arrivals.add(BenchSystem.now().toEpochMilli());
    characters += partial.length();
    var head = HEAD.matcher(partial).region(0, Math.min(HEAD_LENGTH, partial.length()));
    if (head.lookingAt()) {
      long now = Long.parseLong(head.group(2));
      boolean snapshot = head.group(1).equals("snapshot");
      snapshots += snapshot ? 1 : 0;
      gaps += !snapshot && seq > 0 && now != seq + 1 ? 1 : 0;
      seq = now;
    }
    if (partial.indexOf("\"totals\":") >= 0) {
      StringBuilder before = latest;
      latest = partial;
      partial = spare;
      spare = before;
    }
    partial.setLength(0);
  }

  /** The totals of the last frame that had any; null before it. */
  synchronized @Nullable JsonNode totals() throws IOException {
    return latest.isEmpty() ? null : JSON.readTree(latest.toString()).path("totals");
  }

  /** The maximum number of frames within any second. */
  synchronized int mostInASecond() {
    int most = 0;
    int from = 0;
    for (int to = 0; to < arrivals.size(); to++) {
      while (arrivals.get(to) - arrivals.get(from) >= MILLIS_IN_SECOND) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  /** Frames a second, from its first frame to its last. */
  synchronized double framesPerSecond() {
    return arrivals.size() < 2
        ? 0
        : (arrivals.size() - 1)
            * (double) MILLIS_IN_SECOND
            / (arrivals.getLast() - arrivals.getFirst());
  }

  synchronized int gaps() {
    return gaps;
  }

  synchronized int snapshots() {
    return snapshots;
  }

  synchronized long characters() {
    return characters;
  }

  /** The reason why it was closed; null while it is open. */
  synchronized @Nullable String end() {
    return end;
  }
}
