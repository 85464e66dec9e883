package io.sluice.admin.operations;

import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.ExecutionOrganizations;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.Role;
import io.sluice.admin.identity.VisibilityFilter;
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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lists the log lines of the services. */
@Path("/api/platform/logs")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class SystemLogResource {

  private final SystemLogStore store;
  private final ExecutionOrganizations organizations;
  private final Caller caller;
  private final InstantSource clock;

  SystemLogResource(
      SystemLogStore store,
      ExecutionOrganizations organizations,
      Caller caller,
      InstantSource clock) {
    this.store = store;
    this.organizations = organizations;
    this.caller = caller;
    this.clock = clock;
  }

  /** Lists log lines of the services, newest first. */
  @Operation(summary = "Lists log lines of the services, newest first")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<SystemLogEntry> list(@BeanParam SystemLogParameters parameters) {
    SystemLogQuery query = SystemLogQuery.of(parameters, clock.instant());
    List<SystemLogEntry> found = store.find(query);
    boolean more = found.size() > query.limit();
    List<SystemLogEntry> items = more ? found.subList(0, query.limit()) : found;
    return new Page<>(
        shown(items, query.q() != null), more ? Long.toString(items.getLast().id()) : null);
  }

  /**
   * Removes messages that the caller may not read.
   *
   * @param sought true if a message was searched for: a hidden line is then left out, because the
   *     match would reveal its content
   */
  private List<SystemLogEntry> shown(List<SystemLogEntry> lines, boolean sought) {
    Organizations sees = caller.organizations();
    if (sees.all()) {
      return lines;
    }
    Set<UUID> named =
        lines.stream()
            .flatMap(line -> VisibilityFilter.mentioned(line.message()).stream())
            .collect(Collectors.toSet());
    VisibilityFilter filter = organizations.filter(sees, named);
    return lines.stream()
        .map(filter::line)
        .filter(line -> !sought || line.message() != null)
        .toList();
  }
}
