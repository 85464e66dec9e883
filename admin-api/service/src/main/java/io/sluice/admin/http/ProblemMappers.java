package io.sluice.admin.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.sluice.admin.database.DatabaseFailure;
import io.sluice.admin.database.DatabaseUnavailable.Reason;
import io.sluice.api.Problem;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps exceptions of a request to problems. The text of an exception stays in the log. */
public final class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  /** Returns the problem of a failure where it becomes no HTTP response of its own. */
  public static Problem problemOf(RuntimeException e) {
    var mappers = new ProblemMappers();
    Response response =
        switch (e) {
          case ProblemException known -> mappers.problem(known);
          case RedisUnavailable unavailable -> mappers.redisUnavailable(unavailable);
          case RedisRefused refused -> mappers.redisRefused(refused);
          default -> mappers.unexpected(e);
        };
    return (Problem) response.getEntity();
  }

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return refused(e.problem(), e.retryAfter());
  }

  @ServerExceptionMapper
  Response unauthorized(UnauthorizedException e) {
    return refused(unauthenticated());
  }

  @ServerExceptionMapper
  Response failed(AuthenticationFailedException e) {
    return DatabaseFailure.reason(e)
        .map(ProblemMappers::databaseUnavailable)
        .orElseGet(() -> refused(unauthenticated()));
  }

  @ServerExceptionMapper
  Response http(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    ProblemType type = ProblemType.ofStatus(status);
    return type == ProblemType.INTERNAL ? unexpected(e) : refused(type.problem(advice(type)));
  }

  @ServerExceptionMapper
  Response redisUnavailable(RedisUnavailable e) {
    return queueUnavailable(e);
  }

  @ServerExceptionMapper
  Response redisRefused(RedisRefused e) {
    return queueUnavailable(e);
  }

  /**
   * Maps a body that ended early. The client closed the connection, so nobody reads the response.
   */
  @ServerExceptionMapper
  Response bodyBroken(IOException e) {
    LOG.debug("a request ended before its body did", e);
    return refused(ProblemType.MALFORMED.problem("The body ended too early. Send it again."));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    Optional<Reason> reason = DatabaseFailure.reason(e);
    if (reason.isPresent()) {
      LOG.debug("PostgreSQL is unavailable", e);
      return databaseUnavailable(reason.get());
    }
    Problem problem =
        ProblemResponse.named(
            ProblemType.INTERNAL.problem(
                "The request failed because of an error in Sluice. Give the instance to an administrator:"
                    + " the log line carries it."));
    LOG.errorf(e, "request failed instance=%s", problem.instance());
    return ProblemResponse.of(problem);
  }

  static Problem unauthenticated() {
    return ProblemType.UNAUTHENTICATED.problem(
        "Send a valid token as Authorization: Bearer; POST /api/sign-in gives one.");
  }

  private static Response queueUnavailable(RuntimeException e) {
    LOG.debug("Redis is unavailable", e);
    return refused(
        ProblemType.UNAVAILABLE.problem(
            "Redis gives no answer. Try again; stored executions are not lost."));
  }

  private static Response databaseUnavailable(Reason reason) {
    return refused(
        ProblemType.UNAVAILABLE.problem(
            reason.sentence() + " Try again; send the same Idempotency-Key if you set one."));
  }

  private static Response refused(Problem problem) {
    return refused(problem, ProblemResponse.RETRY_AFTER);
  }

  private static Response refused(Problem problem, Duration retryAfter) {
    Problem named = ProblemResponse.named(problem);
    LOG.debugf("request refused type=%s instance=%s", named.type(), named.instance());
    return ProblemResponse.of(named, retryAfter);
  }

  private static String advice(ProblemType type) {
    return switch (type) {
      case NOT_FOUND -> "No operation has this path. /q/openapi lists all of them.";
      case WRONG_METHOD ->
          "The path exists, the method does not. /q/openapi lists the allowed ones.";
      case WRONG_CONTENT_TYPE -> "Send Content-Type: application/json.";
      case NOT_ACCEPTABLE -> "Ask for application/json.";
      case TOO_LARGE -> "Send less: at most 1 MiB, a batch at most 8 MiB, a bundle at most 64 MiB.";
      default -> "The request could not be read. Compare it with /q/openapi.";
    };
  }
}
