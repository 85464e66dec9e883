package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.retry.Retrier.Retry;
import io.sluice.admin.http.ProblemResponse;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Lets an execution that has ended run again. */
@Path("/api/executions/{id}/retry")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class RetryResource {

  private final Retrier retrier;
  private final Caller caller;

  RetryResource(Retrier retrier, Caller caller) {
    this.retrier = retrier;
    this.caller = caller;
  }

  /** Lets it run again from the start, with fresh budgets. */
  @Operation(summary = "Lets it run again from the start, with fresh budgets")
  @POST
  @RolesAllowed(Role.OPERATOR_NAME)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = SubmitAnswer.class)))
  public Response retry(@PathParam("id") String id) {
    return switch (retrier.retry(ExecutionIds.parse(id), caller.name(), caller.organizations())) {
      case Retry.Again(var execution) ->
          Response.accepted(new SubmitAnswer(execution, ExecutionStatus.PENDING)).build();
      case Retry.Refused(var _, var problem) -> ProblemResponse.of(problem);
    };
  }
}
