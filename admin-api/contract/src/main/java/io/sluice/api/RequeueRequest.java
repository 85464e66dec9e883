package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests the requeue of the dead letters that match all filters, or of all.
 *
 * @param workflow name or id
 * @param from accepted at this instant or later
 * @param to accepted before this instant
 * @param all true for every dead letter; required if there is no filter
 * @param cursor next_cursor of the previous response, to continue
 */
public record RequeueRequest(
    @Nullable String workflow,
    @Nullable String errorType,
    @Nullable String organization,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Boolean all,
    @Nullable String cursor) {}
