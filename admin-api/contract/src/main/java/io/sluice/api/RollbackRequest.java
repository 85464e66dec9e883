package io.sluice.api;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Restores an earlier version of a workflow.
 *
 * @param version a version from GET {@code /api/workflows/{id}/bundles}
 * @param reason for the audit
 */
public record RollbackRequest(
    @NotNull(message = "is missing") @Min(value = 1, message = "is 1 or more") Integer version,
    @Size(max = 500, message = "has at most 500 characters")
        @Pattern(
            regexp = "[^\\x00\\p{Cs}]*",
            message = "has no NUL and no half of a surrogate pair")
        @Nullable String reason) {}
