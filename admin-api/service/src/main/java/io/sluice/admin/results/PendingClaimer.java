package io.sluice.admin.results;

import io.sluice.admin.redis.StreamReader;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.QueueKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Claims pending entries whose reader has died, every ten seconds. One thread. */
final class PendingClaimer {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final StreamReader streams;
  private final String stream;
  private final String consumer;
  private final InstantSource clock;
  private Instant next = Instant.EPOCH;

  PendingClaimer(StreamReader streams, String stream, String consumer, InstantSource clock) {
    this.streams = streams;
    this.stream = stream;
    this.consumer = consumer;
    this.clock = clock;
  }

  List<StreamEntry> entries(int count) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return List.of();
    }
    List<StreamEntry> found = streams.abandoned(stream, QueueKeys.RECORDERS_GROUP, consumer, count);
    // A full page means that there is more.
    next = found.size() < count ? now.plus(INTERVAL) : now;
    return found;
  }
}
