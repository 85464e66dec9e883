package io.sluice.api;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Requests the cancellation of an execution.
 *
 * @param reason stored with the execution and in the audit
 */
public record CancelRequest(
    @Size(max = 500, message = "has at most 500 characters")
        @Pattern(
            regexp = "[^\\x00\\p{Cs}]*",
            message = "has neither a NUL character nor half of a surrogate pair")
        @Nullable String reason) {}
