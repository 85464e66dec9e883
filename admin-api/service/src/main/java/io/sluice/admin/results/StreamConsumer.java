package io.sluice.admin.results;

import io.sluice.admin.redis.StreamReader;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisRefused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a stream as a member of the group of recorders: first the entries that an earlier turn read
 * and failed to write, then pending entries whose reader has died, then new ones. One thread.
 */
final class StreamConsumer {

  private static final Duration PENDING_INTERVAL = Duration.ofSeconds(10);
  private static final Duration GROUPS_INTERVAL = Duration.ofMillis(100);

  private final StreamReader streams;
  private final String stream;
  private final String name;
  private final int batch;
  private final InstantSource clock;
  private Instant nextClaim = Instant.EPOCH;

  /**
   * Creates a member.
   *
   * @param name unique in the group
   */
  StreamConsumer(StreamReader streams, String stream, String name, int batch, InstantSource clock) {
    this.streams = streams;
    this.stream = stream;
    this.name = name;
    this.batch = batch;
    this.clock = clock;
  }

  /**
   * Reads once and hands the entries over, also empty lists.
   *
   * @param healthy the previous turn has written all that it read
   * @return the time until the next turn
   */
  Duration turn(boolean healthy, Consumer<List<StreamEntry>> writer) {
    try {
      read(healthy, writer);
      return Duration.ZERO;
    } catch (RedisRefused e) {
      if (e.code().equals("NOGROUP")) {
        // The queue keeper creates the groups after the first start and after a wipe.
        return GROUPS_INTERVAL;
      }
      throw e;
    }
  }

  private void read(boolean healthy, Consumer<List<StreamEntry>> writer) {
    List<StreamEntry> own =
        healthy
            ? List.of()
            : streams.unacknowledged(stream, QueueKeys.RECORDERS_GROUP, name, batch);
    writer.accept(own);
    if (own.size() < batch) {
      writer.accept(pending());
      writer.accept(streams.next(stream, QueueKeys.RECORDERS_GROUP, name, batch));
    }
  }

  private List<StreamEntry> pending() {
    Instant now = clock.instant();
    if (now.isBefore(nextClaim)) {
      return List.of();
    }
    List<StreamEntry> found = streams.abandoned(stream, QueueKeys.RECORDERS_GROUP, name, batch);
    // A full page means that there is more.
    nextClaim = found.size() < batch ? now.plus(PENDING_INTERVAL) : now;
    return found;
  }

  /** Acknowledges entries that are written. */
  void acknowledge(List<StreamEntry> entries) {
    streams.done(stream, QueueKeys.RECORDERS_GROUP, entries);
  }
}
