package io.sluice.admin.audit;

import io.sluice.admin.problem.PageLimit;
import io.sluice.admin.security.Role;
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

  private final AuditRows rows;

  AuditResource(AuditRows rows) {
    this.rows = rows;
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
    int most = PageLimit.checked(limit);
    List<AuditEntry> found = rows.find(AuditQuery.of(actor, action, from, to, cursor), most + 1);
    boolean more = found.size() > most;
    List<AuditEntry> items = more ? found.subList(0, most) : found;
    return new Page<>(items, more ? AuditQuery.Place.cursor(items.getLast()) : null);
  }
}
