package io.sluice.process.bundle;

import io.sluice.diagnosis.ErrorType;

/**
 * Failure of an execution for a reason of Sluice, not because its workflow threw. The message is a
 * sentence for the author of the workflow.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorType errorType;

  private Refusal(ErrorType errorType, String message) {
    super(message, null, false, false);
    this.errorType = errorType;
  }

  /** Returns the name that is recorded as {@code error_type}. */
  public String errorType() {
    return errorType.wire();
  }

  static Refusal bundleUnusable(String sentence) {
    return new Refusal(ErrorType.BUNDLE_UNUSABLE, sentence);
  }

  static Refusal invalidInput(String sentence) {
    return new Refusal(ErrorType.INVALID_INPUT, sentence);
  }

  static Refusal resultTooLarge(int limitBytes) {
    return new Refusal(
        ErrorType.RESULT_TOO_LARGE,
        "The result's JSON is longer than "
            + limitBytes / 1024
            + " KiB: store it elsewhere and return its location.");
  }

  static Refusal resultNotSerializable(String why) {
    return new Refusal(
        ErrorType.RESULT_NOT_SERIALIZABLE, "The result cannot be written as JSON: " + why);
  }
}
