package io.sluice.admin.livestream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.api.LiveFrame;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends at most four frames a second from the live state, each serialized once for all clients that
 * may see the same organizations, and pings every client. Its own thread does no I/O; the network
 * sends asynchronously.
 */
@Singleton
final class FrameTicker {

  static final Duration INTERVAL = Duration.ofMillis(250);
  static final Duration QUIET = Duration.ofSeconds(5);

  private final LiveState liveState;
  private final ConnectionRegistry clients;
  private final KnownOrganizations knownOrganizations;
  private final MonotonicClock clock;
  private final ObjectMapper json;
  private final Duration silence;
  private final Loop loop = new Loop("live ticker", this::turn);
  private Instant lastDelta = Instant.MIN;

  FrameTicker(
      LiveState liveState,
      ConnectionRegistry clients,
      KnownOrganizations knownOrganizations,
      MonotonicClock clock,
      ObjectMapper json,
      StreamConfig config) {
    this.liveState = liveState;
    this.clients = clients;
    this.knownOrganizations = knownOrganizations;
    this.clock = clock;
    this.json = json;
    this.silence = config.silence();
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    tick(clock.instant());
    return INTERVAL;
  }

  /** Sends one frame to every client, or none. */
  void tick(Instant now) {
    for (Map.Entry<String, StreamClient> each : clients.all().entrySet()) {
      if (each.getValue().attend(silence, now)) {
        clients.remove(each.getKey());
      }
    }
    LiveState.Frames frames = liveState.takeFrames(!now.isBefore(lastDelta.plus(QUIET)));
    if (frames.delta() != null) {
      lastDelta = now;
    }
    var messages = new HashMap<Organizations, Messages>();
    for (StreamClient client : clients.ofWorkers()) {
      Messages theirs =
          messages.computeIfAbsent(
              client.subscriber().organizations(), sees -> messages(frames, sees));
      client.frame(theirs.delta(), theirs.snapshot());
    }
  }

  /** Frames for clients that may see the same organizations. */
  private record Messages(@Nullable Supplier<String> delta, @Nullable Supplier<String> snapshot) {}

  private Messages messages(LiveState.Frames frames, Organizations sees) {
    LiveFrame.Delta delta = frames.delta();
    LiveFrame.Snapshot snapshot = frames.snapshot();
    VisibilityFilter filter = knownOrganizations.filter(sees);
    boolean ready = sees.all() || knownOrganizations.complete();
    return new Messages(
        delta == null ? null : new MemoizedSupplier(() -> JsonText.of(json, filter.delta(delta))),
        snapshot == null || !ready
            ? null
            : new MemoizedSupplier(() -> JsonText.of(json, filter.snapshot(snapshot))));
  }

  /** Makes a text at the first call and keeps it for later calls. Used by one thread. */
  static final class MemoizedSupplier implements Supplier<String> {

    private final Supplier<String> maker;
    private @Nullable String made;

    MemoizedSupplier(Supplier<String> maker) {
      this.maker = maker;
    }

    @Override
    public String get() {
      String known = made;
      if (known == null) {
        known = maker.get();
        made = known;
      }
      return known;
    }
  }
}
