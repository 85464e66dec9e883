package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Workflows with stuck executions, most frequent first, at most 200.
 *
 * @param hours length of the period in hours
 */
public record StuckHistoryView(int hours, List<StuckWorkflow> workflows) {

  /**
   * A workflow with stuck executions.
   *
   * @param stuckCount distinct stuck executions
   * @param fingerprints most frequent first, at most 20
   */
  public record StuckWorkflow(
      UUID workflowId,
      String workflowName,
      long stuckCount,
      Instant lastStuckAt,
      List<StuckFingerprint> fingerprints) {}

  /**
   * A cause that occurred one or more times.
   *
   * @param fingerprint equal for equal normalised top frames and the same blocked resource
   * @param count occurrences in all organizations, as the circuit breaker counts
   * @param topFrame of the latest occurrence that the caller may see
   * @param verdict of the same occurrence
   * @param redacted true if the caller may see no occurrence
   */
  public record StuckFingerprint(
      String fingerprint,
      long count,
      @Nullable String topFrame,
      @Nullable String verdict,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean redacted) {}
}
