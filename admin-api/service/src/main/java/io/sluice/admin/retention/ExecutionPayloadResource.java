package io.sluice.admin.retention;

import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Deletes the payloads of one execution. */
@Path("/api/executions/{id}/payloads")
@RunOnVirtualThread
class ExecutionPayloadResource {

  private final PayloadDeleter deleter;
  private final Caller caller;

  ExecutionPayloadResource(PayloadDeleter deleter, Caller caller) {
    this.deleter = deleter;
    this.caller = caller;
  }

  /** Deletes input, result, error texts and log of an ended execution; its record stays. */
  @Operation(
      summary =
          "Deletes input, result, error texts and log of an ended execution; its record stays")
  @DELETE
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  public void delete(@PathParam("id") String id) {
    deleter.delete(ExecutionIds.parse(id), caller.name(), caller.organizations());
  }
}
