package io.sluice.admin.execution.query;

import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.execution.PathId;
import io.sluice.admin.execution.cancel.Cancellation;
import io.sluice.admin.execution.cancel.Canceller;
import io.sluice.admin.execution.submit.Acceptance;
import io.sluice.admin.execution.submit.IdempotencyKey;
import io.sluice.admin.execution.submit.SubmissionService;
import io.sluice.admin.execution.submit.Submitter;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemResponse;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.LogPage;
import io.sluice.api.Page;
import io.sluice.api.SubmissionApi.CancelRequest;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Submits, lists, shows and cancels executions. */
@Path("/api/executions")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ExecutionResource {

  private final SubmissionService acceptor;
  private final ExecutionFinder finder;
  private final ExecutionReader reader;
  private final ExecutionHistory history;
  private final Canceller canceller;
  private final PayloadReads reads;
  private final RequestReader requests;
  private final Caller caller;

  ExecutionResource(
      SubmissionService acceptor,
      ExecutionFinder finder,
      ExecutionReader reader,
      ExecutionHistory history,
      Canceller canceller,
      PayloadReads reads,
      RequestReader requests,
      Caller caller) {
    this.acceptor = acceptor;
    this.finder = finder;
    this.reader = reader;
    this.history = history;
    this.canceller = canceller;
    this.reads = reads;
    this.requests = requests;
    this.caller = caller;
  }

  /** Accepts one execution. */
  @Operation(summary = "Accepts one execution")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = SubmitRequest.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = SubmitAnswer.class)))
  public Response submit(byte[] body, @HeaderParam("Idempotency-Key") @Nullable String key) {
    SubmitRequest request = requests.read(body, SubmitRequest.class);
    Acceptance acceptance =
        key == null
            ? acceptor.accept(List.of(request), submitter()).getFirst()
            : acceptor.acceptOnce(request, IdempotencyKey.checked(key), submitter());
    return switch (acceptance) {
      case Acceptance.Accepted(SubmitAnswer answer) ->
          Response.accepted(answer)
              .location(URI.create("/api/executions/" + answer.executionId()))
              .build();
      case Acceptance.Refused(var problem) -> ProblemResponse.of(problem);
    };
  }

  /** Lists executions, newest first. */
  @Operation(summary = "Lists executions, newest first")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<ExecutionSummary> list(@BeanParam ListParameters parameters) {
    return finder.find(ExecutionQuery.of(parameters), caller.organizations());
  }

  /** Shows one execution. */
  @Operation(summary = "Shows one execution")
  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  public ExecutionDetail get(@PathParam("id") String id) {
    ExecutionDetail detail =
        reader
            .detail(PathId.of(id), caller.organizations(), caller.seesPayloads())
            .orElseThrow(() -> PathId.unknown(id));
    reads.shown(detail.executionId(), detail.createdBy());
    return detail;
  }

  /** Log lines of one execution, oldest first. */
  @Operation(summary = "Log lines of one execution, oldest first")
  @GET
  @Path("{id}/logs")
  @RolesAllowed(Role.VIEWER_NAME)
  public LogPage logs(
      @PathParam("id") String id,
      @QueryParam("after") @Nullable String after,
      @QueryParam("level") @DefaultValue("DEBUG") String level,
      @QueryParam("limit") @DefaultValue("200") int limit) {
    UUID execution = shown(id);
    return reader.logs(
        execution,
        LogCursor.of(after),
        LogLevel.of(level),
        QueryParams.pageSize(limit),
        caller.seesPayloads());
  }

  /** The stuck dossier: stacks and verdict, no values. */
  @Operation(summary = "The stuck dossier: stacks and verdict, no values")
  @GET
  @Path("{id}/dossier")
  @RolesAllowed(Role.VIEWER_NAME)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Object.class)))
  public String dossier(@PathParam("id") String id) {
    return history
        .dossier(existing(id))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_DOSSIER.problem("The execution " + id + " did not get stuck.")));
  }

  /** Shows the crash report of one attempt: the cause, and the executions in its process. */
  @Operation(
      summary =
          "Shows the crash report of one attempt: the cause, and the executions in its process")
  @GET
  @Path("{id}/attempts/{attempt}/crash-report")
  @RolesAllowed(Role.VIEWER_NAME)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Object.class)))
  public String crashReport(@PathParam("id") String id, @PathParam("attempt") int attempt) {
    return reader
        .crashReport(shown(id), attempt, caller.organizations(), caller.seesPayloads())
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_CRASH_REPORT.problem(
                        String.format(
                            Locale.ROOT,
                            "Attempt %d of the execution %s did not crash with its process.",
                            attempt,
                            id))));
  }

  /** Tells an execution to stop. */
  @Operation(summary = "Tells an execution to stop")
  @POST
  @Path("{id}/cancel")
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
    return switch (canceller.cancel(PathId.of(id), reason, caller.name(), caller.organizations())) {
      case Cancellation.Requested(UUID execution, var status) ->
          Response.accepted(new SubmitAnswer(execution, status)).build();
      case Cancellation.Unknown() -> throw PathId.unknown(id);
      case Cancellation.Ended(var status) ->
          ProblemResponse.of(
              ProblemType.ALREADY_ENDED.problem(
                  "It ended as " + status + "; there is nothing left to cancel."));
    };
  }

  private Submitter submitter() {
    return new Submitter(caller.name(), caller.organizations());
  }

  private UUID existing(String id) {
    UUID execution = PathId.of(id);
    String _ = creator(execution);
    return execution;
  }

  /** Records that payloads of this execution are about to be shown. */
  private UUID shown(String id) {
    UUID execution = PathId.of(id);
    reads.shown(execution, creator(execution));
    return execution;
  }

  private String creator(UUID execution) {
    return reader
        .creator(execution, caller.organizations())
        .orElseThrow(() -> PathId.unknown(execution.toString()));
  }
}
