package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Requests and responses of settings. */
public final class ConfigApi {
  private ConfigApi() {}

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

  /**
   * Changes a setting. The next decision uses the new value.
   *
   * @param value a whole number within the setting's range
   * @param reason stored in the audit
   */
  public record ConfigChange(
      @NotNull(message = "is a whole number; GET /api/platform/config shows the range") Long value,
      @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          @Nullable String reason) {}
}
