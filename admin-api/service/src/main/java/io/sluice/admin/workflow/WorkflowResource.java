package io.sluice.admin.workflow;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.admin.results.WorkflowCounts;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.Page;
import io.sluice.api.WorkflowChange;
import io.sluice.api.WorkflowView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists and changes registered workflows. */
@Path("/api/workflows")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class WorkflowResource {

  private final WorkflowReader reader;
  private final WorkflowCounts counts;
  private final WorkflowEditor edits;
  private final ActionLookup actions;
  private final RequestReader requests;
  private final Caller caller;

  WorkflowResource(
      WorkflowReader reader,
      WorkflowCounts counts,
      WorkflowEditor edits,
      ActionLookup actions,
      RequestReader requests,
      Caller caller) {
    this.reader = reader;
    this.counts = counts;
    this.edits = edits;
    this.actions = actions;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists workflows by name. */
  @Operation(summary = "Lists workflows by name")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<WorkflowView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Page<WorkflowView> page =
        reader.page(cursor == null ? null : storable(cursor), QueryParams.pageSize(limit));
    return new Page<>(counted(page.items()), page.nextCursor());
  }

  /** Shows one workflow, by its id or its name, or an action by its id. */
  @Operation(summary = "Shows one workflow, by its id or its name, or an action by its id")
  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {WorkflowView.class, ActionView.class})))
  public Object get(@PathParam("id") String id) {
    return workflow(id)
        .<Object>map(found -> found)
        .or(() -> Uuids.parse(id).flatMap(each -> actions.find(each, caller.organizations())))
        .orElseThrow(WorkflowResource::unknown);
  }

  private Optional<WorkflowView> workflow(String id) {
    return reader.find(storable(id)).map(found -> counted(List.of(found)).getFirst());
  }

  /** Changes a workflow. Absent fields stay unchanged. */
  @Operation(summary = "Changes a workflow; absent fields stay unchanged")
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.DEPLOYER_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = WorkflowChange.class)))
  public WorkflowView change(@PathParam("id") String id, byte[] body) {
    if (!edits.change(storable(id), requests.read(body, WorkflowChange.class), caller.name())) {
      throw unknown();
    }
    return workflow(id).orElseThrow(WorkflowResource::unknown);
  }

  private List<WorkflowView> counted(List<WorkflowView> found) {
    var stats =
        counts.lastDay(
            found.stream().map(WorkflowView::workflowId).toList(), caller.organizations());
    return found.stream()
        .map(each -> each.with(stats.getOrDefault(each.workflowId(), WorkflowView.Stats.NONE)))
        .toList();
  }

  private static ProblemException unknown() {
    return new ProblemException(
        ProblemType.NO_SUCH_WORKFLOW.problem(
            "No workflow has this id or name. GET /api/workflows lists them."));
  }

  private static String storable(String text) {
    return text.replace('\0', '?');
  }
}
