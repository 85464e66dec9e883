package io.sluice.admin.workflow;

import io.sluice.admin.problem.PageLimit;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import io.sluice.admin.security.Role;
import io.sluice.api.Page;
import io.sluice.api.WorkflowView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Shows registered workflows. */
@Path("/api/workflows")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class WorkflowResource {

  private final WorkflowReader reader;

  WorkflowResource(WorkflowReader reader) {
    this.reader = reader;
  }

  /** Lists workflows by name. */
  @Operation(summary = "Lists workflows by name")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<WorkflowView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    return reader.page(cursor == null ? null : storable(cursor), PageLimit.checked(limit));
  }

  /** Shows one workflow, by its id or its name. */
  @Operation(summary = "Shows one workflow, by its id or its name")
  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  public WorkflowView get(@PathParam("id") String id) {
    return reader
        .find(storable(id))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_SUCH_WORKFLOW.problem(
                        "No workflow has this id or name. GET /api/workflows lists them.")));
  }

  private static String storable(String text) {
    return text.replace('\0', '?');
  }
}
