package io.sluice.admin.retention;

import io.sluice.admin.http.QueryParams;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.PayloadApi.PayloadDeletion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Deletes the payloads of an organization. */
@Path("/api/platform/organizations/{organization}/payloads")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class OrganizationPayloadResource {

  private final PayloadDeleter deleter;
  private final Caller caller;

  OrganizationPayloadResource(PayloadDeleter deleter, Caller caller) {
    this.deleter = deleter;
    this.caller = caller;
  }

  /** Deletes the payloads of the organization's ended executions, at most 10 000 in a call. */
  @Operation(
      summary =
          "Deletes the payloads of the organization's ended executions, at most 10 000 in a call")
  @DELETE
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  public PayloadDeletion delete(
      @PathParam("organization") String organization,
      @QueryParam("cursor") @Nullable String cursor) {
    return deleter.delete(
        Objects.requireNonNull(QueryParams.plain("organization", organization)),
        QueryParams.cursor(cursor, UUID::fromString),
        caller.name(),
        caller.organizations());
  }
}
