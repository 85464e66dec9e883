package io.sluice.admin.problem;

import io.sluice.api.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** A problem as an HTTP answer. */
public final class ProblemResponse {

  public static final String CONTENT_TYPE = "application/problem+json";

  /** Seconds after which a caller may try again. */
  private static final int RETRY_AFTER = 2;

  private ProblemResponse() {}

  public static Response of(Problem problem) {
    Problem named = named(problem);
    var response = Response.status(named.status()).type(CONTENT_TYPE).entity(named);
    return switch (named.status()) {
      case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
      case 429, 503 -> response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER).build();
      default -> response.build();
    };
  }

  /** The problem with a name for this occurrence. */
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
