package io.sluice.admin.circuitbreaker;

import java.time.Instant;
import java.util.UUID;

/**
 * A stuck execution.
 *
 * @param at the time of the report by the clock of Redis: a late recorder does not move several
 *     into one window
 * @param fingerprint equal for the same cause
 */
public record StuckEvent(
    UUID executionId, long epoch, long claim, Instant at, String fingerprint) {}
