package io.sluice.admin.systemlog;

import io.sluice.admin.security.Role;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Shows what the services say. */
@Path("/api/platform/logs")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class SystemLogResource {

  private final LineRows rows;
  private final InstantSource clock;

  SystemLogResource(LineRows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Lists log lines of the services, newest first. */
  @Operation(summary = "Lists log lines of the services, newest first")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<SystemLogEntry> list(@BeanParam LineParameters parameters) {
    LineQuery query = LineQuery.of(parameters, clock.instant());
    List<SystemLogEntry> found = rows.find(query);
    boolean more = found.size() > query.limit();
    List<SystemLogEntry> items = more ? found.subList(0, query.limit()) : found;
    return new Page<>(items, more ? Long.toString(items.getLast().id()) : null);
  }
}
