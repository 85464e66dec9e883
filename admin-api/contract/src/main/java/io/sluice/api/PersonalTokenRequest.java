package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;

/**
 * Requests a personal access token.
 *
 * @param name purpose of the token
 * @param role at most the caller's own
 * @param expiresAt at most 366 days ahead
 */
public record PersonalTokenRequest(
    @NotNull(message = "says what it is for")
        @Pattern(
            regexp = "[^\\p{Cntrl}\\p{Cs}]{1,100}",
            message = "has 1 to 100 characters, none of them a control character")
        String name,
    @NotNull(message = "is viewer, operator, deployer or platform-admin")
        @Pattern(
            regexp = "viewer|operator|deployer|platform-admin",
            message = "is viewer, operator, deployer or platform-admin")
        String role,
    @NotNull(message = "says when it ends, at most 366 days ahead") Instant expiresAt) {}
