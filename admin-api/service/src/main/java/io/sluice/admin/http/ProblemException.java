package io.sluice.admin.http;

import io.sluice.api.Problem;
import java.time.Duration;

/** Ends a request with a problem where a result type cannot be returned. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final transient Problem problem;
  private final Duration retryAfter;

  public ProblemException(Problem problem) {
    this(problem, ProblemResponse.RETRY_AFTER);
  }

  /**
   * Ends a request with a problem.
   *
   * @param retryAfter sent with 429 and 503: time until another attempt makes sense
   */
  public ProblemException(Problem problem, Duration retryAfter) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public Problem problem() {
    return problem;
  }

  /** Returns the time until another attempt makes sense. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
