package io.sluice.diagnostics.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.api.Problem;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** admin-api refused, and said why in words for a person (RFC 9457). */
public final class ApiProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 2_000;
  private static final ObjectMapper JSON = ApiJson.of(new ObjectMapper());

  private final transient Problem problem;

  ApiProblem(Problem problem) {
    super(problem.title(), null, false, false);
    this.problem = problem;
  }

  public int status() {
    return problem.status();
  }

  /** The stable name of the kind, without what all have in common: {@code no-such-workflow}. */
  public String kind() {
    return problem.type().substring(problem.type().lastIndexOf(':') + 1);
  }

  public String title() {
    return problem.title();
  }

  /** What happened and what to do about it, as one or a few sentences. */
  public String sentence() {
    return problem.detail();
  }

  /** What is wrong with which field; empty when no field is to blame. */
  public List<Problem.FieldError> errors() {
    List<Problem.FieldError> errors = problem.errors();
    return errors == null ? List.of() : errors;
  }

  /** Finds the log line of admin-api; null when it gave none. */
  public @Nullable String occurrence() {
    return problem.instance();
  }

  static ApiProblem of(Response answer) {
    return new ApiProblem(read(answer.getStatus(), body(answer)));
  }

  private static String body(Response answer) {
    try {
      String body = answer.readEntity(String.class);
      return body == null ? "" : body;
    } catch (ProcessingException | IllegalStateException broken) {
      return "";
    }
  }

  /** The problem in a body; a proxy in between may have answered something else. */
  static Problem read(int status, String body) {
    try {
      Problem problem = JSON.readValue(body, Problem.class);
      if (problem != null && problem.title() != null && problem.detail() != null) {
        return new Problem(
            problem.type() == null ? "unknown" : cut(problem.type()),
            cut(problem.title()),
            status,
            cut(problem.detail()),
            problem.instance(),
            problem.errors(),
            problem.executionId());
      }
    } catch (JsonProcessingException notAProblem) {
      // Told below.
    }
    return new Problem(
        "unknown",
        "The answer was no success",
        status,
        "admin-api, or a proxy before it, answered HTTP " + status + " without saying why.",
        null,
        null,
        null);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
