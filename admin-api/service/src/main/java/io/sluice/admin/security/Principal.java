package io.sluice.admin.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and as what.
 *
 * @param expiresAt when the token ends; null when it does not
 */
record Principal(String username, Role role, @Nullable Instant expiresAt) {}
