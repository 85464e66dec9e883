package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered workflow.
 *
 * @param version rises by one with every bundle that changed it
 * @param timeoutSeconds absent takes the installation's default
 * @param executionModel thread, process or isolated; null takes the worker's default
 * @param blacklisted whether it may not run; false while it is on probation
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
    Stats stats) {

  /**
   * How it did in the last 24 hours, over the executions that the caller may see, by what was
   * counted by hour.
   *
   * @param last24h ends by status
   * @param p50Ms half of all that ran took no longer, in milliseconds; right to within a fifth as a
   *     rule; null when nothing ran
   * @param p95Ms the same for 95 of 100
   * @param sharedStateChanges how often its executions changed state that belongs to their whole
   *     JVM, or ran while somebody did; 0 from an older admin-api
   */
  public record Stats(
      @JsonProperty("last_24h") Map<String, Long> last24h,
      @Nullable Long p50Ms,
      @Nullable Long p95Ms,
      long sharedStateChanges) {

    /** Nothing was counted. */
    public static final Stats NONE = new Stats(Map.of(), null, null, 0);
  }

  /** The same one with these. */
  public WorkflowView with(Stats others) {
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
        others);
  }
}
