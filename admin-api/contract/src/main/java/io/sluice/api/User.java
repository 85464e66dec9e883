package io.sluice.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A built-in user.
 *
 * @param role viewer, operator, deployer or platform-admin; each may do what those before it may
 * @param organizations whose executions the user sees and touches; {@code *} for all
 * @param enabled whether the user may sign in, and the tokens work
 * @param mustChangePassword the password was set by somebody else
 */
public record User(
    UUID id,
    String username,
    String role,
    List<String> organizations,
    boolean enabled,
    boolean mustChangePassword,
    Instant createdAt) {}
