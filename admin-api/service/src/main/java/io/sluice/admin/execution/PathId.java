package io.sluice.admin.execution;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import java.util.UUID;

/** The id of an execution in a path. */
public final class PathId {

  private PathId() {}

  /**
   * Parses the id.
   *
   * @throws ProblemException if no execution can have it
   */
  public static UUID of(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unknown(text);
    }
  }

  public static ProblemException unknown(String id) {
    return new ProblemException(problem(id));
  }

  public static Problem problem(String id) {
    return ProblemType.NO_SUCH_EXECUTION.problem(
        "No execution has the id " + id + ". GET /api/executions lists them.");
  }
}
