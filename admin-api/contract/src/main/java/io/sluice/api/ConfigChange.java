package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

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
