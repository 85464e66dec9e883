package io.sluice.admin.worker;

import io.sluice.admin.redis.StreamEntry;
import io.sluice.command.CommandAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A worker's answer to a command. */
record CommandReply(
    UUID commandId, String workerId, CommandAnswer answer, @Nullable String detail) {

  /** Maximum length: enough for the stack samples of all slots. */
  private static final int MAX_DETAIL_LENGTH = 64 * 1024;

  /**
   * Reads a stream entry {@code k=ack}; returns empty for an entry that this version does not know.
   */
  static Optional<CommandReply> of(StreamEntry entry) {
    Map<String, String> fields = entry.fields();
    try {
      return Optional.of(
          new CommandReply(
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
    return storable(
        text.length() <= MAX_DETAIL_LENGTH ? text : text.substring(0, MAX_DETAIL_LENGTH) + "…");
  }

  /** Replaces NUL and unpaired surrogates, which PostgreSQL refuses. */
  private static String storable(String text) {
    return text.replaceAll("[\\x00\\p{Cs}]", "?");
  }
}
