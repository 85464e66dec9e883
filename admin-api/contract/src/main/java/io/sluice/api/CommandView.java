package io.sluice.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to a worker, and its result.
 *
 * @param kind CANCEL, RECYCLE, KILL or SAMPLE
 * @param status PENDING, DONE, NOOP (nothing was left to do), REJECTED or EXPIRED
 * @param detail reason of the status; for SAMPLE the stack samples
 * @param deadline a command without an answer by then is EXPIRED
 * @param answeredAt absent while it is PENDING, and if no answer came
 */
public record CommandView(
    UUID commandId,
    String kind,
    String workerId,
    String status,
    @Nullable String detail,
    String requestedBy,
    Instant requestedAt,
    Instant deadline,
    @Nullable Instant answeredAt) {}
