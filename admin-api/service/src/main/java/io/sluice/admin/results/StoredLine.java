package io.sluice.admin.results;

import io.sluice.admin.database.Storable;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.Json;
import io.sluice.queue.LogBatch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One log line, ready to store. */
record StoredLine(
    UUID execution,
    long epoch,
    long claim,
    long seq,
    Instant at,
    int level,
    @Nullable String message) {

  private static final int MAX_CHARACTERS = 16 * 1024;

  /**
   * The lines of an entry; none if it cannot be read. The first line past the limit says that the
   * log ends there, and later lines are left out.
   */
  static List<StoredLine> of(StreamEntry entry, int maxLines) {
    try {
      LogBatch batch = Json.read(entry.fields().getOrDefault("r", ""), LogBatch.class);
      UUID execution = UUID.fromString(batch.executionId());
      return batch.lines().stream()
          .filter(line -> line.seq() >= 0 && line.seq() <= maxLines + 1L)
          .map(line -> line.seq() <= maxLines ? line : endOfLog(line, maxLines))
          .map(line -> of(execution, batch, line))
          .toList();
    } catch (IllegalArgumentException | NullPointerException e) {
      return List.of();
    }
  }

  private static LogBatch.Line endOfLog(LogBatch.Line line, int maxLines) {
    return new LogBatch.Line(
        line.seq(),
        line.at(),
        "WARN",
        "… the rest of this log was dropped: at most "
            + maxLines
            + " lines of an attempt are kept");
  }

  private static StoredLine of(UUID execution, LogBatch batch, LogBatch.Line line) {
    return new StoredLine(
        execution,
        batch.epoch(),
        batch.claim(),
        line.seq(),
        line.at(),
        level(line.level()),
        Storable.text(line.message(), MAX_CHARACTERS));
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
