package io.sluice.admin.execution;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a workflow that a submission needs.
 *
 * @param exclusive no two executions of it may run at once: declared, or on probation
 */
public record RunnableWorkflow(
    UUID id,
    String name,
    String bundleSha256,
    String entryPoint,
    @Nullable Integer timeoutSeconds,
    @Nullable String executionModel,
    int maxRetries,
    boolean exclusive,
    boolean atMostOnce,
    boolean enabled,
    @Nullable String blacklistReason,
    @Nullable Instant blacklistedAt) {

  /** True if each start needs a permit from PostgreSQL. */
  boolean permit() {
    return exclusive || atMostOnce;
  }
}
