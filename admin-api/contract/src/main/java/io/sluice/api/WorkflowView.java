package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A registered workflow.
 *
 * @param version increases by one with every bundle that changes the workflow
 * @param timeoutSeconds absent uses the installation's default
 * @param executionModel thread, process or isolated; null uses the worker's default
 * @param blacklisted true if it is on the blacklist and not on probation
 * @param inputSchema JSON Schema of the input; an empty object accepts everything. Absent in lists,
 *     and from an older admin-api
 */
public record WorkflowView(
    UUID workflowId,
    String name,
    String description,
    int version,
    String bundleSha256,
    @Nullable Integer timeoutSeconds,
    @Nullable String executionModel,
    int maxRetries,
    boolean idempotent,
    boolean exclusive,
    boolean atMostOnce,
    boolean enabled,
    boolean blacklisted,
    Instant updatedAt,
    Stats stats,
    @Schema(type = SchemaType.OBJECT) @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable JsonNode inputSchema) {

  /**
   * Statistics of the last 24 hours over the executions that the caller may see, counted by hour.
   *
   * @param last24h number of ends by status
   * @param p50Ms median run time in milliseconds, right to within one percent; null if nothing ran
   * @param p95Ms 95th percentile of the run time in milliseconds, with the same accuracy
   * @param sharedStateChanges number of executions that changed state shared by their JVM, or ran
   *     during such a change; 0 from an older admin-api
   */
  public record Stats(
      @JsonProperty("last_24h") Map<String, Long> last24h,
      @Nullable Long p50Ms,
      @Nullable Long p95Ms,
      long sharedStateChanges) {

    /** Statistics without any execution. */
    public static final Stats NONE = new Stats(Map.of(), null, null, 0);
  }

  /** Returns this workflow with other statistics. */
  public WorkflowView with(Stats others) {
    return with(others, inputSchema);
  }

  /** Returns this workflow with the schema of its input. */
  public WorkflowView withInputSchema(JsonNode schema) {
    return with(stats, schema);
  }

  private WorkflowView with(Stats others, @Nullable JsonNode schema) {
    return new WorkflowView(
        workflowId,
        name,
        description,
        version,
        bundleSha256,
        timeoutSeconds,
        executionModel,
        maxRetries,
        idempotent,
        exclusive,
        atMostOnce,
        enabled,
        blacklisted,
        updatedAt,
        others,
        schema);
  }
}
