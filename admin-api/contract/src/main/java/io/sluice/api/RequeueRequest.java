package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters run again: those that all filters fit, or all of them.
 *
 * @param workflow name or id
 * @param from accepted at this instant or later
 * @param to accepted before this instant
 * @param all true when every dead letter is meant; without a filter it must be said
 * @param cursor the next_cursor of the answer before, to go on where it ended
 */
public record RequeueRequest(
    @Nullable String workflow,
    @Nullable String errorType,
    @Nullable String organization,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Boolean all,
    @Nullable String cursor) {}
