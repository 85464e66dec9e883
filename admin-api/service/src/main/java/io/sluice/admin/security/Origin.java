package io.sluice.admin.security;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, for the audit. All null for what Sluice does by itself.
 *
 * @param role the caller's role
 * @param tokenId names the caller's token
 * @param address of the caller, as the server sees it
 * @param requestId of the answer's header {@code X-Request-Id}
 */
public record Origin(
    @Nullable String role,
    @Nullable String tokenId,
    @Nullable String address,
    @Nullable String requestId) {

  static final Origin NONE = new Origin(null, null, null, null);
}
