package io.sluice.admin.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.organization.Sight;
import io.sluice.admin.security.Organizations;
import io.sluice.api.LiveFrame;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
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
final class Ticker {

  static final Duration INTERVAL = Duration.ofMillis(250);
  static final Duration QUIET = Duration.ofSeconds(5);

  private final Board board;
  private final Clients clients;
  private final KnownOwners owners;
  private final MonotonicClock clock;
  private final ObjectMapper json;
  private final Duration silence;
  private final Loop loop = new Loop("live ticker", this::turn);
  private Instant lastDelta = Instant.MIN;

  Ticker(
      Board board,
      Clients clients,
      KnownOwners owners,
      MonotonicClock clock,
      ObjectMapper json,
      StreamConfig config) {
    this.board = board;
    this.clients = clients;
    this.owners = owners;
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
    for (Map.Entry<String, Client> each : clients.all().entrySet()) {
      if (each.getValue().attend(silence, now)) {
        clients.remove(each.getKey());
      }
    }
    Board.Cut cut = board.cut(!now.isBefore(lastDelta.plus(QUIET)));
    if (cut.delta() != null) {
      lastDelta = now;
    }
    var frames = new HashMap<Organizations, Frames>();
    for (Client client : clients.ofWorkers()) {
      Frames theirs =
          frames.computeIfAbsent(client.visitor().organizations(), sees -> frames(cut, sees));
      client.frame(theirs.delta(), theirs.snapshot());
    }
  }

  /** Frames for clients that may see the same organizations. */
  private record Frames(@Nullable Supplier<String> delta, @Nullable Supplier<String> snapshot) {}

  private Frames frames(Board.Cut cut, Organizations sees) {
    LiveFrame.Delta delta = cut.delta();
    LiveFrame.Snapshot snapshot = cut.snapshot();
    Sight sight = owners.sight(sees);
    boolean ready = sees.all() || owners.complete();
    return new Frames(
        delta == null ? null : new Once(() -> text(sight.delta(delta))),
        snapshot == null || !ready ? null : new Once(() -> text(sight.snapshot(snapshot))));
  }

  private String text(LiveFrame frame) {
    try {
      return json.writeValueAsString(frame);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
