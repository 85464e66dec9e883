package io.sluice.admin.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt.
 *
 * @param statusCode status of the response, or reply code of the mail relay; absent if there was
 *     none
 * @param reason why it failed, in words; empty if it succeeded
 * @param retryAfter the wait that the receiver asked for; absent if it asked for none
 */
record ReceiverAnswer(
    Outcome outcome, @Nullable Integer statusCode, String reason, @Nullable Duration retryAfter) {

  private static final int GONE = 410;

  /** The meaning of the answer for the delivery. */
  enum Outcome {
    DELIVERED,
    /** It failed, and another attempt may succeed. */
    FAILED,
    /** It is refused, and another attempt would be refused as well. */
    REFUSED,
    /** The receiver wants no more events. */
    GONE
  }

  /** Reads the head of a response. Nothing but its status and this header matters. */
  static ReceiverAnswer of(int status, @Nullable String retryAfter) {
    return new ReceiverAnswer(outcome(status), status, reason(status), seconds(retryAfter));
  }

  /** The relay took over a message. */
  static ReceiverAnswer relayed(int code) {
    return new ReceiverAnswer(Outcome.DELIVERED, code, "", null);
  }

  /** The relay refuses a message for good. */
  static ReceiverAnswer refused(int code, String reason) {
    return new ReceiverAnswer(Outcome.REFUSED, code, reason, null);
  }

  /** An attempt without a response. */
  static ReceiverAnswer failed(String reason) {
    return failed(null, reason);
  }

  static ReceiverAnswer failed(@Nullable Integer statusCode, String reason) {
    return new ReceiverAnswer(Outcome.FAILED, statusCode, reason, null);
  }

  boolean delivered() {
    return outcome == Outcome.DELIVERED;
  }

  private static Outcome outcome(int status) {
    if (status == GONE) {
      return Outcome.GONE;
    }
    return status >= 200 && status < 300 ? Outcome.DELIVERED : Outcome.FAILED;
  }

  private static String reason(int status) {
    if (status >= 200 && status < 300) {
      return "";
    }
    return status >= 300 && status < 400
        ? "answered " + status + ": redirects are not followed, enter the final address"
        : "answered " + status;
  }

  /** Returns the wait of a header in seconds (RFC 9110); its form with a date is ignored. */
  private static @Nullable Duration seconds(@Nullable String header) {
    return header != null && header.strip().matches("\\d{1,6}")
        ? Duration.ofSeconds(Integer.parseInt(header.strip()))
        : null;
  }
}
