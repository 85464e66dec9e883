package io.sluice.admin.execution.submit;

import io.sluice.admin.execution.submit.SubmissionService.Submission;
import io.sluice.admin.execution.submit.SubmissionService.Submitter;
import io.sluice.admin.http.ProblemResponse;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Accepts one execution. */
@Path("/api/executions")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class SubmitResource {

  private final SubmissionService submissions;
  private final SubmissionReader requests;
  private final Caller caller;

  SubmitResource(SubmissionService submissions, SubmissionReader requests, Caller caller) {
    this.submissions = submissions;
    this.requests = requests;
    this.caller = caller;
  }

  /** Accepts one execution. */
  @Operation(operationId = "ExecutionResource_submit", summary = "Accepts one execution")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = SubmitRequest.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = SubmitAnswer.class)))
  public Response submit(byte[] body, @HeaderParam("Idempotency-Key") @Nullable String key) {
    Submission submission = requests.read(body);
    var submitter = new Submitter(caller.name(), caller.organizations());
    String once = IdempotencyKey.checked(key);
    Acceptance acceptance =
        once == null
            ? submissions.accept(List.of(submission), submitter).getFirst()
            : submissions.acceptOnce(submission, once, submitter);
    return switch (acceptance) {
      case Acceptance.Accepted(SubmitAnswer answer) ->
          Response.accepted(answer)
              .location(URI.create("/api/executions/" + answer.executionId()))
              .build();
      case Acceptance.Refused(var problem) -> ProblemResponse.of(problem);
    };
  }
}
