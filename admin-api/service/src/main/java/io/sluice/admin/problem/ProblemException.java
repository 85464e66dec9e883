package io.sluice.admin.problem;

import io.sluice.api.Problem;
import java.time.Duration;

/** Ends a request with a problem, from where a result cannot be handed up. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final transient Problem problem;
  private final Duration retryAfter;

  public ProblemException(Problem problem) {
    this(problem, ProblemResponse.RETRY_AFTER);
  }

  /**
   * Ends it.
   *
   * @param retryAfter told with 429 and 503: how long until it is worth another try
   */
  public ProblemException(Problem problem, Duration retryAfter) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public Problem problem() {
    return problem;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
