package io.sluice.admin.identity;

import org.jspecify.annotations.Nullable;

/**
 * Origin of a request, for the audit. All fields are null for actions of Sluice itself.
 *
 * @param role the caller's role
 * @param tokenId id of the caller's token
 * @param address address of the caller as the server sees it
 * @param requestId value of the response header {@code X-Request-Id}
 */
public record RequestOrigin(
    @Nullable String role,
    @Nullable String tokenId,
    @Nullable String address,
    @Nullable String requestId) {

  static final RequestOrigin NONE = new RequestOrigin(null, null, null, null);
}
