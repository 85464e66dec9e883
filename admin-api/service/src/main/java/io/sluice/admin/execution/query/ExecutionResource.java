package io.sluice.admin.execution.query;

import io.sluice.admin.execution.query.ExecutionQuery.ListParameters;
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
  private final ShownExecutions executions;
  private final Caller caller;

  ExecutionResource(ExecutionFinder finder, ShownExecutions executions, Caller caller) {
    this.finder = finder;
    this.executions = executions;
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
    return executions.detail(id);
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
    return executions.logs(id, cursor == null ? after : cursor, level, limit);
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
    return executions.dossier(id);
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
    return executions.crashReport(id, attempt);
  }
}
