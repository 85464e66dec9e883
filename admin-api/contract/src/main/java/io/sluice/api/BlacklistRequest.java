package io.sluice.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * Puts a workflow on the blacklist. Its waiting executions end; its running ones go on.
 *
 * @param reason shown to every user whose submission is refused
 */
public record BlacklistRequest(
    @NotNull(message = "is the id of a workflow; GET /api/workflows lists them") UUID workflowId,
    @NotBlank(message = "says why it may not run")
        @Size(max = 500, message = "has at most 500 characters")
        @Pattern(
            regexp = "[^\\x00\\p{Cs}]*",
            message = "has neither a NUL character nor half of a surrogate pair")
        String reason) {}
