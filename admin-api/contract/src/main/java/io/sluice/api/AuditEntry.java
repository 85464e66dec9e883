package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, or was refused.
 *
 * @param actor the caller's name; the name that was tried, for a sign-in
 * @param role the caller's role; null for a sign-in and for what Sluice did by itself
 * @param tokenId names the caller's token
 * @param address where the request came from
 * @param requestId the answer's header X-Request-Id
 * @param object what it was done to, for example {@code execution/<id>}
 * @param result {@code allowed}, or why not
 * @param hash of this entry and the one before it on the same day (UTC); null in entries that are
 *     older than the chain
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    @Nullable String role,
    @Nullable String tokenId,
    @Nullable String address,
    @Nullable String requestId,
    String action,
    String object,
    @Nullable String reason,
    @Nullable String before,
    @Nullable String after,
    String result,
    @Nullable String hash) {}
