package io.sluice.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token, for programs.
 *
 * @param role viewer, operator, deployer or platform-admin; limited to the present role of its user
 * @param expiresAt null for the token of the first administrator, which does not expire
 * @param lastUsedAt exact to a minute; null before the first use
 */
public record PersonalToken(
    UUID id,
    String name,
    String role,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
