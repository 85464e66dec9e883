package io.sluice.admin.execution.query;

import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.execution.query.ExecutionQuery.ListParameters;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.LogPage;
import io.sluice.api.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists and shows executions. */
@Path("/api/executions")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ExecutionResource {

  private final ExecutionFinder finder;
  private final ExecutionReader reader;
  private final PayloadReads reads;
  private final Caller caller;

  ExecutionResource(
      ExecutionFinder finder, ExecutionReader reader, PayloadReads reads, Caller caller) {
    this.finder = finder;
    this.reader = reader;
    this.reads = reads;
    this.caller = caller;
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
            .detail(ExecutionIds.parse(id), caller.organizations(), caller::seesPayloadsOf)
            .orElseThrow(() -> ExecutionIds.unknown(id));
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
      @QueryParam("cursor") @Nullable String cursor,
      @Parameter(deprecated = true, description = "The earlier name of cursor.")
          @QueryParam("after")
          @Nullable String after,
      @QueryParam("level") @DefaultValue("DEBUG") String level,
      @QueryParam("limit") @DefaultValue("200") int limit) {
    UUID execution = ExecutionIds.parse(id);
    String creator = shown(execution);
    return reader.logs(
        execution,
        LogCursor.of(cursor == null ? after : cursor),
        LogLevel.of(level),
        QueryParams.pageSize(limit),
        caller.seesPayloadsOf(creator));
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
    return reader
        .dossier(existing(id), caller.organizations())
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
    UUID execution = ExecutionIds.parse(id);
    String _ = shown(execution);
    return reader
        .crashReport(execution, attempt, caller.organizations(), caller.seesPayloads())
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

  private UUID existing(String id) {
    UUID execution = ExecutionIds.parse(id);
    String _ = creator(execution);
    return execution;
  }

  /** Records that payloads of this execution are about to be shown; returns its creator. */
  private String shown(UUID execution) {
    String creator = creator(execution);
    reads.shown(execution, creator);
    return creator;
  }

  private String creator(UUID execution) {
    return reader
        .creator(execution, caller.organizations())
        .orElseThrow(() -> ExecutionIds.unknown(execution.toString()));
  }
}
