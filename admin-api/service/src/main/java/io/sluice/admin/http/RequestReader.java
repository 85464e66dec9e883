package io.sluice.admin.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.BlacklistApi.BlacklistRequest;
import io.sluice.api.BlacklistApi.ProbationRequest;
import io.sluice.api.BundleApi.RollbackRequest;
import io.sluice.api.CommandApi.KillRequest;
import io.sluice.api.CommandApi.RecycleRequest;
import io.sluice.api.ConfigApi.ConfigChange;
import io.sluice.api.DeadLetterApi.RequeueRequest;
import io.sluice.api.Problem;
import io.sluice.api.SignIn;
import io.sluice.api.SubmissionApi.CancelRequest;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.sluice.api.WorkflowChange;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads a JSON body into its record and validates it; a violation ends the request with a problem
 * that names the field.
 */
// Registers the records of request bodies for a native image. Resources read them from bytes, so
// their signatures do not name them.
@RegisterForReflection(
    targets = {
      BlacklistRequest.class,
      CancelRequest.class,
      ConfigChange.class,
      KillRequest.class,
      ProbationRequest.class,
      RecycleRequest.class,
      RequeueRequest.class,
      RollbackRequest.class,
      SignIn.Request.class,
      SubmitRequest.class,
      WorkflowChange.class
    })
@Singleton
public final class RequestReader {

  private final ObjectMapper json;
  private final Validator validator;

  RequestReader(ObjectMapper json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  /**
   * Reads a whole body.
   *
   * @throws ProblemException if it is not such a record or violates a constraint
   */
  public <T> T read(byte[] body, Class<T> type) {
    if (body.length == 0) {
      throw new ProblemException(
          ProblemType.MALFORMED.problem("The body is empty. Send a JSON object."));
    }
    try {
      return checked(json.readValue(body, type));
    } catch (JacksonException e) {
      throw new ProblemException(problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one item of a batch.
   *
   * @throws ProblemException like {@link #read(byte[], Class)}
   */
  public <T> T read(JsonNode item, Class<T> type) {
    try {
      return checked(json.treeToValue(item, type));
    } catch (JacksonException e) {
      throw new ProblemException(problem(e));
    }
  }

  /**
   * Reads JSON of any shape.
   *
   * @throws ProblemException if it is not JSON
   */
  public JsonNode tree(byte[] body) {
    try {
      JsonNode tree = json.readTree(body);
      if (tree == null || tree.isMissingNode()) {
        throw new ProblemException(ProblemType.MALFORMED.problem("The body is empty. Send JSON."));
      }
      return tree;
    } catch (JacksonException e) {
      throw new ProblemException(problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T checked(T request) {
    if (request == null) {
      throw new ProblemException(
          ProblemType.WRONG_TYPE.problem("The body is null. Send a JSON object."));
    }
    var violations = validator.validate(request);
    if (violations.isEmpty()) {
      return request;
    }
    List<Problem.FieldError> errors =
        violations.stream()
            .map(RequestReader::error)
            .sorted(Comparator.comparing(Problem.FieldError::field))
            .toList();
    throw new ProblemException(
        ProblemType.INVALID.problem(
            errors.stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; ", "", ".")),
            errors));
  }

  private static Problem.FieldError error(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString();
    return new Problem.FieldError(snakeCase(path), violation.getMessage());
  }

  private static String snakeCase(String path) {
    return path.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static Problem problem(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          ProblemType.UNKNOWN_FIELD.problem(
              "There is no field " + path(unknown) + ". Check its name.",
              List.of(new Problem.FieldError(path(unknown), "does not exist")));
      case JsonMappingException mapping when mapping.getCause() instanceof ProblemException known ->
          known.problem();
      case JsonMappingException mapping
          when mapping.getCause() instanceof StreamConstraintsException ->
          tooMuch();
      case JsonMappingException mapping ->
          ProblemType.WRONG_TYPE.problem(
              "The value of "
                  + path(mapping)
                  + " has the wrong type. /q/openapi shows the right one.",
              List.of(new Problem.FieldError(path(mapping), "has the wrong type")));
      case StreamConstraintsException _ -> tooMuch();
      default ->
          ProblemType.MALFORMED.problem(
              "The body is not valid JSON"
                  + (e.getLocation() == null
                      ? "."
                      : " at line "
                          + e.getLocation().getLineNr()
                          + ", column "
                          + e.getLocation().getColumnNr()
                          + "."));
    };
  }

  private static Problem tooMuch() {
    return ProblemType.TOO_LARGE.problem(
        "JSON may be nested 64 deep, with texts of 262144 characters and numbers of 100 digits.");
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the body" : path;
  }
}
