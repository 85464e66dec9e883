package io.sluice.admin.http;

import io.sluice.api.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Kinds of problems of the API, each with its stable name, title and status. */
public enum ProblemType {
  MALFORMED("malformed-request", "The request is not readable", 400),
  UNKNOWN_FIELD("unknown-field", "The request has a field that does not exist", 400),
  WRONG_TYPE("wrong-type", "A field has the wrong type", 400),
  UNAUTHENTICATED("unauthenticated", "Sign in first", 401),
  SIGN_IN_REFUSED("sign-in-refused", "Signing in was refused", 401),
  FORBIDDEN("forbidden", "The role does not allow this", 403),
  MAY_NOT_VOTE("may-not-vote", "You may not vote on this", 403),
  NOT_FOUND("not-found", "There is nothing here", 404),
  NO_SUCH_WORKFLOW("no-such-workflow", "There is no such workflow", 404),
  NO_SUCH_EXECUTION("no-such-execution", "There is no such execution", 404),
  NO_DOSSIER("no-dossier", "There is no stuck dossier", 404),
  NO_CRASH_REPORT("no-crash-report", "There is no crash report", 404),
  NO_SUCH_DEAD_LETTER("no-such-dead-letter", "There is no such dead letter", 404),
  NO_SUCH_WORKER("no-such-worker", "There is no such worker", 404),
  NO_SUCH_PROCESS("no-such-process", "There is no such process", 404),
  NO_SUCH_USER("no-such-user", "There is no such user", 404),
  NO_SUCH_TOKEN("no-such-token", "There is no such token", 404),
  NO_BUILT_IN_USERS("no-built-in-users", "There are no built-in users here", 404),
  NO_SUCH_ACTION("no-such-action", "There is no such action", 404),
  NO_SUCH_ACTION_TYPE("no-such-action-type", "There is no such action type", 404),
  NO_SUCH_COUNCIL("no-such-council", "There is no such council", 404),
  NO_SUCH_MEMBER("no-such-member", "There is no such member", 404),
  NO_SUCH_WEBHOOK("no-such-webhook", "There is no such webhook", 404),
  NO_SUCH_DELIVERY("no-such-delivery", "There is no such delivery", 404),
  NO_SUCH_COMMAND("no-such-command", "There is no such command", 404),
  NO_SUCH_BULK("no-such-bulk", "There is no such bulk operation", 404),
  NOT_BLACKLISTED("not-blacklisted", "The workflow is not on the blacklist", 404),
  NO_SUCH_SETTING("no-such-setting", "There is no such setting", 404),
  NO_SUCH_NOTIFICATION("no-such-notification", "There is no such notification", 404),
  WRONG_METHOD("method-not-allowed", "This path does not take this method", 405),
  NOT_ACCEPTABLE("not-acceptable", "The response has no such format", 406),
  TOO_SLOW("request-too-slow", "The request took too long to arrive", 408),
  ALREADY_ENDED("execution-already-ended", "The execution has ended", 409),
  BULK_ENDED("bulk-already-ended", "The bulk operation has ended", 409),
  NOT_ENDED("execution-not-ended", "The execution has not ended", 409),
  PAYLOADS_DELETED("payloads-deleted", "The payloads of the execution were deleted", 409),
  NOT_APPROVED("not-approved", "The action is not approved", 409),
  ALREADY_DECIDED("already-decided", "The council has decided", 409),
  NO_COUNCIL("no-council", "No council has to decide", 409),
  COUNCIL_NAME_TAKEN("council-name-taken", "The name of the council is taken", 409),
  WEBHOOK_NAME_TAKEN("webhook-name-taken", "The name of the webhook is taken", 409),
  WEBHOOK_DISABLED("webhook-disabled", "The webhook is disabled", 409),
  DELIVERY_NOT_DEAD("delivery-not-dead", "The delivery is not dead", 409),
  STILL_ALIVE("attempt-still-alive", "An attempt of it is still alive", 409),
  UNIQUE_KEY_IN_USE("unique-key-in-use", "The unique key is in use", 409),
  ALREADY_DRAINING("process-already-draining", "The process is draining already", 409),
  OTHER_HEALTHY_COUNT("other-healthy-count", "The number of healthy executions has changed", 409),
  WORKFLOW_BLACKLISTED("workflow-blacklisted", "The workflow is blacklisted", 409),
  ALREADY_BLACKLISTED("already-blacklisted", "The workflow is on the blacklist already", 409),
  ALREADY_ON_PROBATION("already-on-probation", "The workflow is on probation already", 409),
  WORKFLOW_DISABLED("workflow-disabled", "The workflow is disabled", 409),
  USERNAME_TAKEN("username-taken", "The user name is taken", 409),
  LAST_ADMINISTRATOR("last-administrator", "It is the last administrator", 409),
  TOO_LARGE("too-large", "The request is too large", 413),
  WRONG_CONTENT_TYPE("unsupported-content-type", "The content type is not supported", 415),
  INVALID("invalid-request", "The request breaks a rule", 422),
  BAD_BUNDLE("bad-bundle", "The jar is refused", 422),
  KEY_REUSED("idempotency-key-reused", "The idempotency key was used for another request", 422),
  TOO_MANY("too-many-requests", "Too many requests", 429),
  OVER_QUOTA("over-quota", "The organization has too many waiting executions", 429),
  INTERNAL("internal-error", "Something went wrong here", 500),
  UNAVAILABLE("unavailable", "A required part is unavailable", 503);

  private final String name;
  private final String title;
  private final int status;

  ProblemType(String name, String title, int status) {
    this.name = name;
    this.title = title;
    this.status = status;
  }

  public Problem problem(String detail) {
    return problem(detail, null);
  }

  public Problem problem(String detail, @Nullable List<Problem.FieldError> errors) {
    return new Problem("urn:sluice:problem:" + name, title, status, detail, null, errors, null);
  }

  /** Returns a problem with the execution that prevents the operation. */
  public Problem blockedBy(UUID execution, String detail) {
    return new Problem("urn:sluice:problem:" + name, title, status, detail, null, null, execution);
  }

  /** Returns a problem with an invalid field. */
  public Problem field(String field, String message) {
    return problem(field + " " + message + ".", List.of(new Problem.FieldError(field, message)));
  }

  static ProblemType ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> WRONG_METHOD;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> TOO_SLOW;
      case 413 -> TOO_LARGE;
      case 415 -> WRONG_CONTENT_TYPE;
      case 429 -> TOO_MANY;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL : MALFORMED;
    };
  }
}
