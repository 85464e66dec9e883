package io.sluice.api;

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
   * @param topFrame of the latest one
   * @param verdict of the latest one
   */
  public record StuckFingerprint(
      String fingerprint, long count, @Nullable String topFrame, @Nullable String verdict) {}
}
