package io.sluice.admin.recorder;

import io.sluice.admin.redis.StreamEntry;
import io.sluice.queue.Json;
import io.sluice.queue.LogBatch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One log line as it is stored. */
record StoredLine(
    UUID execution,
    long epoch,
    long claim,
    long seq,
    Instant at,
    int level,
    @Nullable String message) {

  private static final int MOST_CHARACTERS = 16 * 1024;

  /** The lines of an entry, without those past the limit; none when it cannot be read. */
  static List<StoredLine> of(StreamEntry entry, int mostLines) {
    try {
      LogBatch batch = Json.read(entry.fields().getOrDefault("r", ""), LogBatch.class);
      UUID execution = UUID.fromString(batch.executionId());
      return batch.lines().stream()
          .filter(line -> line.seq() >= 0 && line.seq() <= mostLines)
          .map(line -> of(execution, batch, line))
          .toList();
    } catch (IllegalArgumentException | NullPointerException e) {
      return List.of();
    }
  }

  private static StoredLine of(UUID execution, LogBatch batch, LogBatch.Line line) {
    return new StoredLine(
        execution,
        batch.epoch(),
        batch.claim(),
        line.seq(),
        line.at(),
        level(line.level()),
        Storable.text(line.message(), MOST_CHARACTERS));
  }

  private static int level(String word) {
    return switch (word) {
      case "DEBUG" -> 0;
      case "WARN" -> 2;
      case "ERROR" -> 3;
      default -> 1;
    };
  }
}
