package io.sluice.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order to a worker and what became of it.
 *
 * @param kind CANCEL, RECYCLE, KILL or SAMPLE
 * @param status PENDING, DONE, NOOP (there was nothing to do any more), REJECTED or EXPIRED
 * @param detail why; of a SAMPLE: the stack samples
 * @param deadline what is not answered then is EXPIRED
 * @param answeredAt absent while it is PENDING, and when no answer came
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
