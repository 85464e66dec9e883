package io.sluice.admin.identity;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Storable;
import io.sluice.admin.http.ApiPath;
import io.sluice.admin.http.ProblemResponse;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Caller.OwnOnly;
import io.sluice.admin.identity.Caller.SessionRequired;
import io.sluice.api.Problem;
import io.sluice.diagnosis.CutText;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that the caller's role does not allow, and records those that would have changed
 * something. The event loop decides; a worker thread writes the entry before the response is sent.
 */
@Singleton
public final class ForbiddenMapper {

  private static final Logger LOG = Logger.getLogger(ForbiddenMapper.class);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Paths without an audit entry: the row of an execution is the record of its submission. */
  private static final Set<String> SUBMITS = Set.of("/api/executions", "/api/executions/batch");

  private static final int MAX_OPERATION_LENGTH = 300;

  private final CurrentIdentityAssociation identities;
  private final CurrentVertxRequest request;
  private final Database database;
  private final Audit audit;

  ForbiddenMapper(
      CurrentIdentityAssociation identities,
      CurrentVertxRequest request,
      Database database,
      Audit audit) {
    this.identities = identities;
    this.request = request;
    this.database = database;
    this.audit = audit;
  }

  @ServerExceptionMapper
  Uni<Response> forbidden(ForbiddenException e) {
    RoutingContext routing = request.getCurrent();
    return identities
        .getDeferredIdentity()
        .chain(identity -> answered(e, identity, routing))
        .onFailure()
        .invoke(failure -> LOG.debug("a refusal could not be recorded", failure))
        .onFailure()
        .recoverWithItem(
            ProblemResponse.of(
                ProblemType.UNAVAILABLE.problem("PostgreSQL gives no answer. Try again.")));
  }

  private Uni<Response> answered(
      ForbiddenException e, SecurityIdentity identity, RoutingContext routing) {
    Principal principal = Principal.of(identity);
    Response response = ProblemResponse.of(ProblemType.FORBIDDEN.problem(advice(e, principal)));
    if (!changes(routing)) {
      return Uni.createFrom().item(response);
    }
    Audit.Entry entry =
        entry(
            identity.getPrincipal().getName(),
            routing.request().method().name() + " " + routing.normalizedPath());
    var origin = Caller.origin(principal, routing);
    return Uni.createFrom()
        .item(
            () ->
                database.transaction(
                    connection -> {
                      audit.write(connection, List.of(entry), origin);
                      return response;
                    }))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private static boolean changes(RoutingContext routing) {
    return !READING.contains(routing.request().method().name())
        && !SUBMITS.contains(ApiPath.of(routing));
  }

  /**
   * Records a refused change of the present request, and returns its problem. May block.
   *
   * @param operation for the audit, like the method and path of a request
   */
  public Problem refused(ForbiddenException e, Principal principal, String operation) {
    return database.transaction(
        connection -> {
          audit.write(connection, entry(principal.name(), operation));
          return ProblemType.FORBIDDEN.problem(advice(e, principal));
        });
  }

  private static Audit.Entry entry(String actor, String operation) {
    return new Audit.Entry(
        actor,
        "forbidden",
        Storable.text(CutText.start(operation, MAX_OPERATION_LENGTH)),
        null,
        null,
        null,
        "refused: " + ProblemType.FORBIDDEN.problem("").title());
  }

  private static String advice(ForbiddenException e, @Nullable Principal principal) {
    if (e instanceof SessionRequired) {
      return "This operation requires a token of POST /api/sign-in, not a personal access token.";
    }
    if (e instanceof OwnOnly) {
      return "An agent changes only the actions that it asked for.";
    }
    Principal.BuiltIn user = principal == null ? null : principal.builtIn();
    return user != null && user.mustChangePassword()
        ? "Change your password first: PUT /api/me/password."
        : "Ask an administrator for a role that may do this.";
  }
}
