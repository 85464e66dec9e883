package io.sluice.admin.operations;

import io.sluice.admin.http.QueryParams;
import io.sluice.admin.identity.Role;
import io.sluice.api.AuditEntry;
import io.sluice.api.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Lists the entries of the audit. */
@Path("/api/platform/audit")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class AuditResource {

  private final AuditStore store;

  AuditResource(AuditStore store) {
    this.store = store;
  }

  /** Lists entries of the audit, newest first. */
  @Operation(summary = "Lists entries of the audit, newest first")
  @GET
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  public Page<AuditEntry> list(
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("action") @Nullable String action,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    int size = QueryParams.pageSize(limit);
    List<AuditEntry> found = store.find(AuditQuery.of(actor, action, from, to, cursor), size + 1);
    boolean more = found.size() > size;
    List<AuditEntry> items = more ? found.subList(0, size) : found;
    return new Page<>(items, more ? AuditQuery.Position.cursor(items.getLast()) : null);
  }
}
