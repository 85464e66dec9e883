package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A setting that can be changed without a restart.
 *
 * @param changedAt absent while it has its default
 */
public record ConfigEntry(
    String key,
    int value,
    @JsonProperty("default") int defaultValue,
    String description,
    Range range,
    @Nullable Instant changedAt,
    @Nullable String changedBy) {

  /** The allowed whole numbers, both ends included. */
  public record Range(int min, int max) {}
}
