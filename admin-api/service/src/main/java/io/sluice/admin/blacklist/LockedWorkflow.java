package io.sluice.admin.blacklist;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow whose row this transaction has locked: whoever counts its stuck executions or changes
 * its entry goes one after the other.
 *
 * @param countingSince what got stuck before does not count; absent when all does
 */
public record LockedWorkflow(UUID id, String name, @Nullable Instant countingSince) {}
