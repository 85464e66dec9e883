package io.sluice.admin.execution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that ignored its cancel.
 *
 * @param elapsedSeconds since its start
 * @param verdict as text
 */
public record StuckAttempt(
    UUID execution, String workerId, long pid, double elapsedSeconds, @Nullable String verdict) {}
