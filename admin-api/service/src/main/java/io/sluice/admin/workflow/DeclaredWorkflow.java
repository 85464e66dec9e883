package io.sluice.admin.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A workflow as declared in its class file.
 *
 * @param entryPoint class name
 * @param executionModel thread, process or isolated; absent uses the worker's default
 * @param inputSchema JSON Schema of the input; {@link #ANY_INPUT} accepts everything
 */
public record DeclaredWorkflow(
    String name,
    String description,
    String entryPoint,
    @Nullable String executionModel,
    Limits limits,
    Guarantees guarantees,
    String inputSchema) {

  /** The schema of a workflow that says nothing about its input. */
  static final String ANY_INPUT = "{}";

  DeclaredWorkflow withInputSchema(String schema) {
    return new DeclaredWorkflow(
        name, description, entryPoint, executionModel, limits, guarantees, schema);
  }

  /**
   * Limits of an execution.
   *
   * @param timeoutSeconds absent uses the installation's default
   * @param maxRetries absent uses the installation's default
   */
  public record Limits(@Nullable Integer timeoutSeconds, @Nullable Integer maxRetries) {}

  /** Promises of the workflow, and of Sluice to the workflow. */
  public record Guarantees(boolean idempotent, boolean exclusive, boolean atMostOnce) {}
}
