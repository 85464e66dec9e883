package io.sluice.admin.stuck;

import java.time.Instant;
import java.util.UUID;

/**
 * An execution got stuck.
 *
 * @param at when it was reported, by the clock of Redis: what the recorder was late for does not
 *     gather in one window
 * @param fingerprint equal for the same trouble
 */
public record StuckEvent(
    UUID executionId, long epoch, long claim, Instant at, String fingerprint) {}
