package io.sluice.admin.operations;

import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ConfigApi.ConfigChange;
import io.sluice.api.ConfigApi.ConfigEntry;
import io.sluice.api.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Lists and changes the settings that need no restart. */
@Path("/api/platform/config")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ConfigResource {

  private final SettingChanges changes;
  private final RequestReader requests;
  private final Caller caller;

  ConfigResource(SettingChanges changes, RequestReader requests, Caller caller) {
    this.changes = changes;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists all settings on one page. */
  @Operation(summary = "Lists all settings on one page")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<ConfigEntry> list() {
    return new Page<>(changes.all(), null);
  }

  /** Changes a setting. The next decision uses the new value. */
  @Operation(summary = "Changes a setting; the next decision uses the new value")
  @PUT
  @Path("{key}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = ConfigChange.class)))
  public ConfigEntry change(@PathParam("key") String key, byte[] body) {
    return changes.put(key, requests.read(body, ConfigChange.class), caller.name());
  }
}
