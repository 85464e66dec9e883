package io.sluice.api;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Asks an execution to stop.
 *
 * @param reason kept with the execution and in the audit
 */
public record CancelRequest(@Size(max = 500) @Nullable String reason) {}
