package io.sluice.api;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Requests the end of a process, including its running executions.
 *
 * @param reason stored with the command and in the audit
 * @param expectedHealthy number of healthy executions that the sender accepts to lose; refused if
 *     the process has another number
 */
public record KillRequest(
    @NotBlank(message = "says why healthy work may be lost")
        @Size(max = 500, message = "has at most 500 characters")
        @Pattern(
            regexp = "[^\\x00\\p{Cs}]*",
            message = "has neither a NUL character nor half of a surrogate pair")
        String reason,
    @NotNull(message = "is the number of executions of the process that are not STUCK")
        @Min(value = 0, message = "is 0 or more")
        Integer expectedHealthy) {}
