package io.sluice.admin.operations;

import io.sluice.admin.identity.Role;
import io.sluice.admin.operations.SystemLogQuery.SystemLogParameters;
import io.sluice.api.Page;
import io.sluice.api.SystemLogEntry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lists the log lines of the services. */
@Path("/api/platform/logs")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class SystemLogResource {

  private final SystemLogReader reader;
  private final InstantSource clock;

  SystemLogResource(SystemLogReader reader, InstantSource clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /** Lists log lines of the services, newest first. */
  @Operation(
      summary =
          "Lists log lines of the services, newest first; a page may have fewer lines than its limit")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<SystemLogEntry> list(@BeanParam SystemLogParameters parameters) {
    return reader.page(SystemLogQuery.of(parameters, clock.instant()));
  }
}
