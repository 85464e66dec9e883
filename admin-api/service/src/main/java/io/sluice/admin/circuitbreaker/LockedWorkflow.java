package io.sluice.admin.circuitbreaker;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow whose row this transaction has locked: transactions that count its stuck executions or
 * change its entry run one after the other.
 *
 * @param countingSince executions that got stuck before do not count; absent if all count
 */
public record LockedWorkflow(UUID id, String name, @Nullable Instant countingSince) {}
