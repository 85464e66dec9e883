package io.sluice.admin.execution.cancel;

import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.cancel.Canceller.Cancellation;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.SubmissionApi.CancelRequest;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Cancels one execution. */
@Path("/api/executions/{id}/cancel")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class CancelResource {

  private final Canceller canceller;
  private final RequestReader requests;
  private final Caller caller;

  CancelResource(Canceller canceller, RequestReader requests, Caller caller) {
    this.canceller = canceller;
    this.requests = requests;
    this.caller = caller;
  }

  /** Requests the cancellation of an execution. */
  @Operation(
      operationId = "ExecutionResource_cancel",
      summary = "Requests the cancellation of an execution")
  @POST
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBody(
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = CancelRequest.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = SubmitAnswer.class)))
  public Response cancel(@PathParam("id") String id, byte @Nullable [] body) {
    String reason =
        body == null || body.length == 0 ? null : requests.read(body, CancelRequest.class).reason();
    return switch (canceller.cancel(
        ExecutionIds.parse(id), reason, caller.name(), caller.organizations())) {
      case Cancellation.Requested(UUID execution, var status) ->
          Response.accepted(new SubmitAnswer(execution, status)).build();
      case Cancellation.Unknown() -> throw ExecutionIds.unknown(id);
      case Cancellation.Ended(var status) -> throw Canceller.ended(status);
    };
  }
}
