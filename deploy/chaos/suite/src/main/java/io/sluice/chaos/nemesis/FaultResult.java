package io.sluice.chaos.nemesis;

/**
 * What became of one fault.
 *
 * @param began nanoseconds of the monotonic clock
 * @param healed the same
 * @param words the evidence, or why there is none
 */
public record FaultResult(
    int row, String fault, Landing landing, long began, long healed, String words) {

  /** Whether it had its effect. */
  public enum Landing {
    LANDED,
    NOT_LANDED,
    /** It had its effect, and the system did not come back from it. */
    NOT_HEALED,
    SKIPPED
  }
}
