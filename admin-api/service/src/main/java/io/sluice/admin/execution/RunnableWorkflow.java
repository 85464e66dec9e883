package io.sluice.admin.execution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a workflow that a submission needs.
 *
 * @param exclusive no two executions of it may run at once: declared, or on probation
 */
public record RunnableWorkflow(
    UUID id,
    SubmissionGate gate,
    String bundleSha256,
    String entryPoint,
    Defaults defaults,
    boolean exclusive,
    boolean atMostOnce) {

  /** Values for executions whose request sets none. */
  public record Defaults(
      @Nullable Integer timeoutSeconds,
      @Nullable String executionModel,
      @Nullable Integer maxRetries) {}

  /** True if each start needs a permit from PostgreSQL. */
  boolean permit() {
    return exclusive || atMostOnce;
  }
}
