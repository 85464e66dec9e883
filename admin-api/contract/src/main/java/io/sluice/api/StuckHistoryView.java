package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which workflows got stuck, most often first: at most 200 of them.
 *
 * @param hours how far back it looks
 */
public record StuckHistoryView(int hours, List<StuckWorkflow> workflows) {

  /**
   * One workflow.
   *
   * @param stuckCount distinct executions
   * @param fingerprints most often first, at most 20
   */
  public record StuckWorkflow(
      UUID workflowId,
      String workflowName,
      long stuckCount,
      Instant lastStuckAt,
      List<StuckFingerprint> fingerprints) {}

  /**
   * The same trouble, seen this often.
   *
   * @param fingerprint equal for equal normalised top frames and blocked resource
   * @param count of all organizations, as the circuit breaker counts
   * @param topFrame of the latest one that the caller may see
   * @param verdict of the same one
   * @param redacted true when the caller may see none of them
   */
  public record StuckFingerprint(
      String fingerprint,
      long count,
      @Nullable String topFrame,
      @Nullable String verdict,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean redacted) {}
}
