package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit: an action of a person or of Sluice, allowed or refused.
 *
 * @param actor the caller's name; the name that was tried, for a sign-in
 * @param role the caller's role; null for a sign-in and for what Sluice did by itself
 * @param tokenId id of the caller's token
 * @param address network address that the request came from
 * @param requestId the response header X-Request-Id
 * @param object the thing that was changed, for example {@code execution/<id>}
 * @param result {@code allowed}, or the reason of the refusal
 * @param hash hash of this entry and of the one before it on the same day (UTC); null in entries
 *     that are older than the chain
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
