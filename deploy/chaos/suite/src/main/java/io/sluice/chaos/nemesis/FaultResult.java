package io.sluice.chaos.nemesis;

/**
 * The result of one fault.
 *
 * @param began nanoseconds of the monotonic clock
 * @param healed nanoseconds of the monotonic clock
 * @param words the evidence, or the reason why there is none
 */
public record FaultResult(
    int row, String fault, Landing landing, long began, long healed, String words) {

  /** Says if the fault had its effect. */
  public enum Landing {
    LANDED,
    NOT_LANDED,
    /** It had its effect, and the system did not come back from it. */
    NOT_HEALED,
    SKIPPED
  }
}
