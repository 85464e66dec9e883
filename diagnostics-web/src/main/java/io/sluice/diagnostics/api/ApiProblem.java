package io.sluice.diagnostics.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.api.Problem;
import io.sluice.diagnosis.CutText;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal by admin-api, with its explanation for a person (RFC 9457). */
public final class ApiProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int MAX_LENGTH = 2_000;
  private static final ObjectMapper JSON = ApiJson.of(new ObjectMapper());

  private final transient Problem problem;
  private final @Nullable String retryAfter;

  ApiProblem(Problem problem, @Nullable String retryAfter) {
    super(problem.title(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public int status() {
    return problem.status();
  }

  /** The problem type without the common prefix, for example {@code no-such-workflow}. */
  public String kind() {
    return problem.type().substring(problem.type().lastIndexOf(':') + 1);
  }

  public String title() {
    return problem.title();
  }

  /** The cause and the remedy, as one or a few sentences. */
  public String sentence() {
    return problem.detail();
  }

  /** The invalid fields; empty when the problem concerns no field. */
  public List<Problem.FieldError> errors() {
    List<Problem.FieldError> errors = problem.errors();
    return errors == null ? List.of() : errors;
  }

  /** Whole seconds after which the request may be sent again, as text; null if none are told. */
  public @Nullable String retryAfter() {
    return retryAfter;
  }

  /** The reference to the log line of admin-api; null when it gave none. */
  public @Nullable String occurrence() {
    return problem.instance();
  }

  static ApiProblem of(Response answer) {
    return new ApiProblem(
        read(answer.getStatus(), body(answer)), answer.getHeaderString(HttpHeaders.RETRY_AFTER));
  }

  private static String body(Response answer) {
    try {
      String body = answer.readEntity(String.class);
      return body == null ? "" : body;
    } catch (ProcessingException | IllegalStateException broken) {
      return "";
    }
  }

  /** Reads the problem from a body; the body of a proxy in between is accepted too. */
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
        "The answer was not a success",
        status,
        "admin-api, or a proxy before it, answered HTTP " + status + " without saying why.",
        null,
        null,
        null);
  }

  private static String cut(String text) {
    return CutText.of(text, MAX_LENGTH);
  }
}
