package io.sluice.admin.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.ActionApi.ActionChange;
import io.sluice.api.ActionApi.ActionRequest;
import io.sluice.api.ActionApi.ActionTypeRequest;
import io.sluice.api.BlacklistApi.BlacklistRequest;
import io.sluice.api.BlacklistApi.ProbationRequest;
import io.sluice.api.BundleApi.RollbackRequest;
import io.sluice.api.ChatApi.ChatRequest;
import io.sluice.api.CommandApi.KillRequest;
import io.sluice.api.CommandApi.RecycleRequest;
import io.sluice.api.ConfigApi.ConfigChange;
import io.sluice.api.CouncilApi.CouncilRequest;
import io.sluice.api.CouncilApi.DelegationRequest;
import io.sluice.api.CouncilApi.VoteRequest;
import io.sluice.api.DeadLetterApi.DiscardRequest;
import io.sluice.api.DeadLetterApi.RequeueRequest;
import io.sluice.api.Problem;
import io.sluice.api.SignIn;
import io.sluice.api.SubmissionApi.CancelRequest;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.sluice.api.WebhookApi.WebhookRequest;
import io.sluice.api.WorkflowChange;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
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
      ActionChange.class,
      ActionRequest.class,
      ActionTypeRequest.class,
      BlacklistRequest.class,
      CancelRequest.class,
      ChatRequest.class,
      ConfigChange.class,
      CouncilRequest.class,
      DelegationRequest.class,
      DiscardRequest.class,
      KillRequest.class,
      ProbationRequest.class,
      RecycleRequest.class,
      RequeueRequest.class,
      RollbackRequest.class,
      SignIn.Request.class,
      SubmitRequest.class,
      VoteRequest.class,
      WebhookRequest.class,
      WorkflowChange.class
    })
@Singleton
public final class RequestReader {

  private static final StreamReadFeature STRICT = StreamReadFeature.STRICT_DUPLICATE_DETECTION;
  private static final String DUPLICATE = "Duplicate field ";

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
    T request;
    try {
      request = checked(json.readerFor(type).with(STRICT).readValue(body));
    } catch (JacksonException e) {
      throw new ProblemException(problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // After the checks of fields, whose problems name the field.
    UnicodeFault.of(body)
        .ifPresent(
            fault -> {
              throw new ProblemException(ProblemType.MALFORMED.problem(fault));
            });
    return request;
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
    return new Problem.FieldError(path(violation.getPropertyPath()), violation.getMessage());
  }

  /** Returns a path like {@code labels.team}: a key of a map is a field of the object. */
  private static String path(Path violated) {
    var path = new StringBuilder();
    for (Path.Node node : violated) {
      if (node.getKind() == ElementKind.CONTAINER_ELEMENT) {
        path.append(node.getKey() == null ? "[" + node.getIndex() + "]" : "." + node.getKey());
      } else {
        path.append(path.isEmpty() ? "" : ".").append(snakeCase(node.getName()));
      }
    }
    return path.toString();
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
          when mapping.getCause() instanceof StreamConstraintsException limit ->
          tooMuch(limit);
      case JsonMappingException mapping
          when mapping.getCause() instanceof JsonParseException parse ->
          problem(parse);
      case JsonMappingException mapping ->
          ProblemType.WRONG_TYPE.problem(
              "The value of "
                  + path(mapping)
                  + " has the wrong type. /q/openapi shows the right one.",
              List.of(new Problem.FieldError(path(mapping), "has the wrong type")));
      case StreamConstraintsException limit -> tooMuch(limit);
      case JsonParseException twice when isDuplicate(twice) ->
          ProblemType.MALFORMED.problem(
              "The field "
                  + twice.getOriginalMessage().substring(DUPLICATE.length())
                  + " comes twice: the second one is"
                  + place(twice)
                  + ".");
      default -> ProblemType.MALFORMED.problem("The body is not valid JSON" + place(e) + ".");
    };
  }

  private static boolean isDuplicate(JsonParseException e) {
    return e.getOriginalMessage().startsWith(DUPLICATE);
  }

  private static String place(JacksonException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static Problem tooMuch(StreamConstraintsException e) {
    return ProblemType.TOO_LARGE.problem(
        StrictJson.Limit.of(e.getOriginalMessage()).sentence() + place(e) + ".");
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
