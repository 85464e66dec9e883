package io.sluice.admin.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt.
 *
 * @param statusCode status of the response; absent if there was none
 * @param reason why it failed, in words; empty if it succeeded
 * @param retryAfter the wait that the receiver asked for; absent if it asked for none
 */
record ReceiverAnswer(@Nullable Integer statusCode, String reason, @Nullable Duration retryAfter) {

  /** Reads the head of a response. Nothing but its status and this header matters. */
  static ReceiverAnswer of(int status, @Nullable String retryAfter) {
    return new ReceiverAnswer(status, reason(status), seconds(retryAfter));
  }

  /** An attempt without a response. */
  static ReceiverAnswer failed(String reason) {
    return new ReceiverAnswer(null, reason, null);
  }

  boolean delivered() {
    return statusCode != null && statusCode >= 200 && statusCode < 300;
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
