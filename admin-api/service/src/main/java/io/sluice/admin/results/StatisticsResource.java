package io.sluice.admin.results;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.ExecutionStatistics;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Shows statistics of ended executions. */
@Path("/api/executions/stats")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class StatisticsResource {

  private static final int MAX_HOURS = 720;

  private final StatisticsStore counts;
  private final Caller caller;

  StatisticsResource(StatisticsStore counts, Caller caller) {
    this.counts = counts;
    this.caller = caller;
  }

  /** Counts ended executions by status and by error type. */
  @Operation(summary = "Counts ended executions by status and by error type")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public ExecutionStatistics statistics(
      @QueryParam("hours") @DefaultValue("24") int hours,
      @QueryParam("workflow") @Nullable String workflow) {
    if (hours < 1 || hours > MAX_HOURS) {
      throw new ProblemException(ProblemType.INVALID.field("hours", "is from 1 to " + MAX_HOURS));
    }
    return counts.of(hours, workflow, caller.organizations());
  }
}
