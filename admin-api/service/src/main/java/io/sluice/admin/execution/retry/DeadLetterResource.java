package io.sluice.admin.execution.retry;

import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionDeadLetterStore;
import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.query.ExecutionFinder;
import io.sluice.admin.execution.retry.DeadLetterRequeuer.DeadLetterParameters;
import io.sluice.admin.execution.retry.Retrier.Retry;
import io.sluice.admin.http.ProblemResponse;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.DeadLetterApi.DeadLetterGroup;
import io.sluice.api.DeadLetterApi.DiscardRequest;
import io.sluice.api.DeadLetterApi.RequeueAnswer;
import io.sluice.api.DeadLetterApi.RequeueRequest;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Lists dead letters (executions that failed with their budgets spent) and runs them again. */
@Path("/api/dead-letters")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class DeadLetterResource {

  private final ExecutionFinder finder;
  private final Retrier retrier;
  private final DeadLetterRequeuer requeuer;
  private final DeadLetterDiscarder discarder;
  private final ExecutionDeadLetterStore store;
  private final Database database;
  private final RequestReader requests;
  private final Caller caller;

  DeadLetterResource(
      ExecutionFinder finder,
      Retrier retrier,
      DeadLetterRequeuer requeuer,
      DeadLetterDiscarder discarder,
      ExecutionDeadLetterStore store,
      Database database,
      RequestReader requests,
      Caller caller) {
    this.finder = finder;
    this.retrier = retrier;
    this.requeuer = requeuer;
    this.discarder = discarder;
    this.store = store;
    this.database = database;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists dead letters, newest first. */
  @Operation(summary = "Lists dead letters, newest first")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<ExecutionSummary> list(@BeanParam DeadLetterParameters parameters) {
    return finder.find(parameters.query(), caller.organizations());
  }

  /** Groups the latest 10 000 dead letters by workflow, error and form of the message. */
  @Operation(
      summary = "Groups the latest 10 000 dead letters by workflow, error and form of the message")
  @GET
  @Path("groups")
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<DeadLetterGroup> groups() {
    return new Page<>(
        database.read(connection -> store.groups(connection, caller.organizations())), null);
  }

  /** Discards one dead letter: it stays as it ended, and is no dead letter any more. */
  @Operation(
      summary = "Discards one dead letter: it stays as it ended, and is no dead letter any more")
  @POST
  @Path("{id}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = DiscardRequest.class)))
  @APIResponse(responseCode = "204")
  public Response discard(@PathParam("id") String id, byte[] body) {
    DiscardRequest request = requests.read(body, DiscardRequest.class);
    var refused =
        discarder.discard(
            List.of(ExecutionIds.parse(id)),
            request.reason(),
            caller.name(),
            caller.organizations());
    return refused.isEmpty()
        ? Response.noContent().build()
        : ProblemResponse.of(refused.values().iterator().next());
  }

  /** Runs one dead letter again. */
  @Operation(summary = "Runs one dead letter again")
  @POST
  @Path("{id}/requeue")
  @RolesAllowed(Role.OPERATOR_NAME)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = SubmitAnswer.class)))
  public Response requeue(@PathParam("id") String id) {
    return switch (retrier
        .requeue(List.of(ExecutionIds.parse(id)), caller.name(), caller.organizations())
        .getFirst()) {
      case Retry.Again(var execution) ->
          Response.accepted(new SubmitAnswer(execution, ExecutionStatus.PENDING)).build();
      case Retry.Refused(var _, var problem) -> ProblemResponse.of(problem);
    };
  }

  /** Runs some dead letters, or those that the filters match, again, at most 10 000 in a call. */
  @Operation(
      summary =
          "Runs some dead letters, or those that the filters match, again, at most 10 000 in a call")
  @POST
  @Path("requeue")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = RequeueRequest.class)))
  public RequeueAnswer requeueAll(byte[] body) {
    return requeuer.requeue(
        requests.read(body, RequeueRequest.class), caller.name(), caller.organizations());
  }
}
