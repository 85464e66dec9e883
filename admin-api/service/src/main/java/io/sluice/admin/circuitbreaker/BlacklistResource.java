package io.sluice.admin.circuitbreaker;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.BlacklistApi.BlacklistRequest;
import io.sluice.api.BlacklistApi.ProbationRequest;
import io.sluice.api.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Shows and changes the blacklist of workflows. */
@Path("/api/platform/blacklist")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class BlacklistResource {

  private static final int DEFAULT_SUCCESSES = 3;
  private static final int MAX_REASON = 500;

  private final BlacklistFinder finder;
  private final BlacklistService blacklisting;
  private final RequestReader requests;
  private final Caller caller;

  BlacklistResource(
      BlacklistFinder finder,
      BlacklistService blacklisting,
      RequestReader requests,
      Caller caller) {
    this.finder = finder;
    this.blacklisting = blacklisting;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists entries, newest first; with {@code include_removed=true} also the history. */
  @Operation(summary = "Lists entries, newest first")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<BlacklistEntry> list(
      @QueryParam("include_removed") @DefaultValue("false") boolean includeRemoved,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Page<BlacklistEntry> page =
        finder.page(
            Objects.requireNonNullElse(QueryParams.cursor(cursor, Long::valueOf), Long.MAX_VALUE),
            includeRemoved,
            QueryParams.pageSize(limit));
    return new Page<>(page.items().stream().map(this::shown).toList(), page.nextCursor());
  }

  /** Blacklists a workflow: waiting executions of it end, running ones continue. */
  @Operation(summary = "Blacklists a workflow: waiting executions of it end, running ones continue")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = BlacklistRequest.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = BlacklistEntry.class)))
  public Response add(byte[] body) {
    BlacklistRequest request = requests.read(body, BlacklistRequest.class);
    BlacklistEntry entry = blacklisting.add(request.workflowId(), request.reason(), caller.name());
    return Response.status(Response.Status.CREATED).entity(shown(entry)).build();
  }

  /** Removes a workflow from the blacklist; its count starts again at 0. */
  @Operation(summary = "Removes a workflow from the blacklist; its count starts again at 0")
  @DELETE
  @Path("{workflow_id}")
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @APIResponse(responseCode = "204")
  public void remove(
      @PathParam("workflow_id") String workflowId, @QueryParam("reason") @Nullable String reason) {
    blacklisting.remove(id(workflowId), checked(reason), caller.name());
  }

  /** Puts a workflow on probation: it runs one execution at a time. */
  @Operation(summary = "Puts a workflow on probation: it runs one execution at a time")
  @POST
  @Path("{workflow_id}/probation")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = ProbationRequest.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = BlacklistEntry.class)))
  public Response tryAgain(@PathParam("workflow_id") String workflowId, byte[] body) {
    ProbationRequest request = requests.read(body, ProbationRequest.class);
    Integer asked = request.successes();
    BlacklistEntry entry =
        blacklisting.tryAgain(
            id(workflowId),
            asked == null ? DEFAULT_SUCCESSES : asked,
            request.reason(),
            caller.name());
    return Response.accepted(shown(entry)).build();
  }

  private BlacklistEntry shown(BlacklistEntry entry) {
    return new VisibilityFilter(caller.organizations(), Map.of()).entry(entry);
  }

  private static UUID id(String text) {
    return Uuids.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_SUCH_WORKFLOW.problem(
                        "No workflow has this id. GET /api/workflows lists them.")));
  }

  private static @Nullable String checked(@Nullable String reason) {
    if (reason != null && (reason.length() > MAX_REASON || !reason.matches("[^\\x00\\p{Cs}]*"))) {
      throw new ProblemException(
          ProblemType.INVALID.field(
              "reason", "has at most 500 characters, no NUL and no half of a surrogate pair"));
    }
    return reason;
  }
}
