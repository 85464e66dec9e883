package io.sluice.admin.http;

import io.sluice.api.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.UUID;

/** HTTP responses with problem details. */
public final class ProblemResponse {

  public static final String CONTENT_TYPE = "application/problem+json";

  /** Default time until another attempt. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private ProblemResponse() {}

  public static Response of(Problem problem) {
    return of(problem, RETRY_AFTER);
  }

  /**
   * Makes the response of a problem.
   *
   * @param retryAfter sent with 429 and 503, in whole seconds
   */
  public static Response of(Problem problem, Duration retryAfter) {
    Problem named = named(problem);
    var response = Response.status(named.status()).type(CONTENT_TYPE).entity(named);
    return switch (named.status()) {
      case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
      case 429, 503 -> response.header(HttpHeaders.RETRY_AFTER, seconds(retryAfter)).build();
      default -> response.build();
    };
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  /** Returns the problem with an id for this occurrence. */
  static Problem named(Problem problem) {
    return problem.instance() != null
        ? problem
        : new Problem(
            problem.type(),
            problem.title(),
            problem.status(),
            problem.detail(),
            "urn:uuid:" + UUID.randomUUID(),
            problem.errors(),
            problem.executionId());
  }
}
