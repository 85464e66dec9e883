package io.sluice.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Releases a workflow on probation: one trial run at a time, each in a fresh process of its own.
 *
 * @param successes successful trial runs that lift the blacklisting, 1 to 20; absent means 3
 * @param reason stored with the entry and in the audit
 */
public record ProbationRequest(
    @Min(value = 1, message = "is from 1 to 20") @Max(value = 20, message = "is from 1 to 20")
        @Nullable Integer successes,
    @NotBlank(message = "says why it may be tried again")
        @Size(max = 500, message = "has at most 500 characters")
        @Pattern(
            regexp = "[^\\x00\\p{Cs}]*",
            message = "has neither a NUL character nor half of a surrogate pair")
        String reason) {}
