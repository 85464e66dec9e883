package io.sluice.admin.execution;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What accepting an execution needs to know of its workflow.
 *
 * @param exclusive no two of it may run at once: declared, or on probation
 */
record RunnableWorkflow(
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

  /** Whether each start needs PostgreSQL's permit (queue protocol, section 10). */
  boolean permit() {
    return exclusive || atMostOnce;
  }
}
