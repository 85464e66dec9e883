package io.sluice.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A built-in user.
 *
 * @param role viewer, operator, deployer or platform-admin; each includes the rights of the roles
 *     before it
 * @param organizations organizations whose executions the user may see and change; {@code *} for
 *     all
 * @param enabled true if the user may sign in and the user's tokens are valid
 * @param mustChangePassword true if another user set the password
 */
public record User(
    UUID id,
    String username,
    String role,
    List<String> organizations,
    boolean enabled,
    boolean mustChangePassword,
    Instant createdAt) {}
