package io.sluice.admin.http;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parses ids that come from outside. */
public final class Uuids {
  private Uuids() {}

  /** Returns the id, or empty if the text is null or no UUID. */
  public static Optional<UUID> parse(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(UUID::fromString);
    } catch (IllegalArgumentException invalid) {
      return Optional.empty();
    }
  }
}
