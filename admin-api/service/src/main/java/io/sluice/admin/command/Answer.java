package io.sluice.admin.command;

import io.sluice.admin.redis.StreamEntry;
import io.sluice.command.CommandAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a worker says became of a command. */
record Answer(UUID commandId, String workerId, CommandAnswer answer, @Nullable String detail) {

  /** As much as samples of all slots take (supervision, section 7). */
  private static final int MOST_DETAIL = 64 * 1024;

  /** Reads an entry {@code k=ack}; empty when it is none that this version knows. */
  static Optional<Answer> of(StreamEntry entry) {
    Map<String, String> fields = entry.fields();
    try {
      return Optional.of(
          new Answer(
              UUID.fromString(fields.getOrDefault("id", "")),
              storable(fields.getOrDefault("o", "")),
              CommandAnswer.valueOf(fields.getOrDefault("a", "")),
              detail(fields.getOrDefault("r", ""))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String detail(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return storable(text.length() <= MOST_DETAIL ? text : text.substring(0, MOST_DETAIL) + "…");
  }

  /** PostgreSQL takes neither NUL nor half of a surrogate pair. */
  private static String storable(String text) {
    return text.replaceAll("[\\x00\\p{Cs}]", "?");
  }
}
