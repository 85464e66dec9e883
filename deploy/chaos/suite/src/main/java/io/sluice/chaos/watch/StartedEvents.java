package io.sluice.chaos.watch;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.system.CurrentRedis;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads the {@code started} events in the order of Redis, in parallel to the recorder. */
public final class StartedEvents implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(100);

  private final CurrentRedis redis;
  private final ConcurrentLinkedQueue<Started> all = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  /**
   * One event.
   *
   * @param atMillis clock of Redis, from the id in the stream
   */
  public record Started(String execution, long atMillis) {}

  private StartedEvents(CurrentRedis redis) {
    this.redis = redis;
    this.thread = Thread.ofPlatform().name("starts").unstarted(this::look);
  }

  public static StartedEvents watch(CurrentRedis redis) {
    var starts = new StartedEvents(redis);
    starts.thread.start();
    return starts;
  }

  private void look() {
    var place = "$";
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try (var wire = redis.connect()) {
          while (!Thread.currentThread().isInterrupted()) {
            place = read(wire, place);
          }
        } catch (IOException away) {
          MachineClock.pause(RETRY);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private String read(RedisClient wire, String place) throws IOException {
    var next = place;
    for (var stream :
        wire.list("XREAD", "COUNT", "500", "BLOCK", "200", "STREAMS", "sl:{q0}:results", place)) {
      for (var entry : (List<?>) ((List<?>) stream).get(1)) {
        var pair = (List<?>) entry;
        next = String.valueOf(pair.get(0));
        note(next, (List<?>) pair.get(1));
      }
    }
    return next;
  }

  private void note(String id, List<?> fields) {
    if ("started".equals(value(fields, "k"))) {
      all.add(new Started(value(fields, "id"), Long.parseLong(id.substring(0, id.indexOf('-')))));
    }
  }

  private static String value(List<?> fields, String name) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (name.equals(fields.get(i))) {
        return String.valueOf(fields.get(i + 1));
      }
    }
    return "";
  }

  public List<Started> all() {
    return List.copyOf(all);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
