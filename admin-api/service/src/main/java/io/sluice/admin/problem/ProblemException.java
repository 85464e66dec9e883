package io.sluice.admin.problem;

import io.sluice.api.Problem;

/** Ends a request with a problem, from where a result cannot be handed up. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
