package io.sluice.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token, for programs.
 *
 * @param role viewer, operator, deployer or platform-admin; it never gives more than its user has
 * @param expiresAt null for the token of the first administrator, which does not end
 * @param lastUsedAt exact to a minute; null when it was not used yet
 */
public record PersonalToken(
    UUID id,
    String name,
    String role,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
