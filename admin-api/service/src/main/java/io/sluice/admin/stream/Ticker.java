package io.sluice.admin.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.loop.Loop;
import io.sluice.api.LiveFrame;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts at most four frames a second from the board, each made and written as JSON once for all
 * clients, and asks every client for signs of life. One thread of its own, which does no I/O: what
 * is sent is handed to the network.
 */
@Singleton
final class Ticker {

  static final Duration TICK = Duration.ofMillis(250);
  static final Duration QUIET = Duration.ofSeconds(5);

  private final Board board;
  private final Clients clients;
  private final MonotonicClock clock;
  private final ObjectMapper json;
  private final Duration silence;
  private final Loop loop = new Loop("live ticker", this::turn);
  private Instant lastDelta = Instant.MIN;

  Ticker(
      Board board, Clients clients, MonotonicClock clock, ObjectMapper json, StreamConfig config) {
    this.board = board;
    this.clients = clients;
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
    return TICK;
  }

  /** One frame for everybody, or none. */
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
    Supplier<String> delta = once(cut.delta());
    Supplier<String> snapshot = once(cut.snapshot());
    clients.ofWorkers().forEach(client -> client.frame(delta, snapshot));
  }

  private @Nullable Supplier<String> once(@Nullable LiveFrame frame) {
    return frame == null ? null : new Once(() -> text(frame));
  }

  private String text(LiveFrame frame) {
    try {
      return json.writeValueAsString(frame);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
