package io.sluice.admin.workflow;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.BundleApi.BundleReceipt;
import io.sluice.api.BundleApi.BundleVersion;
import io.sluice.api.BundleApi.RollbackRequest;
import io.sluice.api.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** Lists the versions of a workflow and restores earlier ones. */
@Path("/api/workflows/{id}/bundles")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class VersionResource {

  private final VersionStore versions;
  private final VersionRollback rollback;
  private final RequestReader requests;
  private final Caller caller;

  VersionResource(
      VersionStore versions, VersionRollback rollback, RequestReader requests, Caller caller) {
    this.versions = versions;
    this.rollback = rollback;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists the versions of a workflow with their bundles, newest first. */
  @Operation(summary = "Lists the versions of a workflow with their bundles, newest first")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<BundleVersion> list(
      @PathParam("id") String id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    int size = QueryParams.pageSize(limit);
    Integer before = QueryParams.cursor(cursor, Integer::valueOf);
    UUID workflow =
        versions
            .find(storable(id))
            .map(BundleReceipt.Registered::workflowId)
            .orElseThrow(() -> new ProblemException(VersionRollback.unknown()));
    List<BundleVersion> found =
        versions.versions(
            workflow, Objects.requireNonNullElse(before, Integer.MAX_VALUE), size + 1);
    boolean more = found.size() > size;
    List<BundleVersion> items = more ? found.subList(0, size) : found;
    return new Page<>(items, more ? Integer.toString(items.getLast().version()) : null);
  }

  /** Restores an earlier version of a workflow as a new one. */
  @Operation(summary = "Restores an earlier version of a workflow as a new one")
  @POST
  @Path("rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.DEPLOYER_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = RollbackRequest.class)))
  public BundleReceipt.Registered rollBack(@PathParam("id") String id, byte[] body) {
    return rollback.to(storable(id), requests.read(body, RollbackRequest.class), caller.name());
  }

  private static String storable(String text) {
    return text.replace('\0', '?');
  }
}
