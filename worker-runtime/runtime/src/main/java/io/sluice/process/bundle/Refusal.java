package io.sluice.process.bundle;

/**
 * Failure of an execution for a reason of Sluice, not because its workflow threw. The message is a
 * sentence for the author of the workflow.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String errorType;

  private Refusal(String errorType, String message) {
    super(message, null, false, false);
    this.errorType = errorType;
  }

  /** Returns the name that is recorded as {@code error_type}. */
  public String errorType() {
    return errorType;
  }

  static Refusal bundleUnusable(String sentence) {
    return new Refusal("BundleUnusable", sentence);
  }

  static Refusal invalidInput(String sentence) {
    return new Refusal("InvalidInput", sentence);
  }

  static Refusal resultTooLarge(int limitBytes) {
    return new Refusal(
        "ResultTooLarge",
        "The result's JSON is longer than "
            + limitBytes / 1024
            + " KiB: store it elsewhere and return its location.");
  }

  static Refusal resultNotSerializable(String why) {
    return new Refusal("ResultNotSerializable", "The result cannot be written as JSON: " + why);
  }
}
