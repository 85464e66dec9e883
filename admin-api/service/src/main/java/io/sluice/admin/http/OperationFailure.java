package io.sluice.admin.http;

import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;

/** Failure responses of operations, each with problem details. */
enum OperationFailure {
  MALFORMED("400", "The body is not readable, or has a field that does not exist."),
  UNAUTHENTICATED("401", "There is no token, or it is not valid any more."),
  FORBIDDEN("403", "The role does not allow this."),
  NOT_FOUND("404", "Nothing with this name or id is visible to the caller."),
  CONFLICT("409", "The present state does not allow this."),
  TOO_LARGE("413", "The body is larger than allowed."),
  WRONG_CONTENT_TYPE("415", "The content type is not supported."),
  INVALID("422", "A field or parameter breaks a rule; errors names it."),
  TOO_MANY("429", "Too many requests; Retry-After says when to try again."),
  UNAVAILABLE("503", "A required part is unavailable; Retry-After says when to try again.");

  static final List<OperationFailure> ALL = List.of(values());

  private final String code;
  private final String description;

  OperationFailure(String code, String description) {
    this.code = code;
    this.description = description;
  }

  String code() {
    return code;
  }

  String description() {
    return description;
  }

  static List<OperationFailure> of(String path, HttpMethod method, Operation operation) {
    return Arrays.stream(values())
        .filter(failure -> failure.concerns(path, method, operation))
        .toList();
  }

  private boolean concerns(String path, HttpMethod method, Operation operation) {
    boolean body = operation.getRequestBody() != null;
    boolean parameters = operation.getParameters() != null && !operation.getParameters().isEmpty();
    return switch (this) {
      case MALFORMED, TOO_LARGE, WRONG_CONTENT_TYPE -> body;
      case UNAUTHENTICATED -> true;
      case FORBIDDEN -> !operation.getSecurity().isEmpty();
      case NOT_FOUND -> path.contains("{") || body;
      case CONFLICT -> method != HttpMethod.GET;
      case INVALID -> body || parameters;
      case TOO_MANY, UNAVAILABLE -> true;
    };
  }
}
