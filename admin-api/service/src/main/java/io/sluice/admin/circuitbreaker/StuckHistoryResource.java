package io.sluice.admin.circuitbreaker;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.StuckHistoryView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Shows the history of stuck executions by workflow. */
@Path("/api/platform/stuck-history")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class StuckHistoryResource {

  private static final int MAX_HOURS = 720;

  private final StuckHistoryStore store;
  private final Caller caller;
  private final InstantSource clock;

  StuckHistoryResource(StuckHistoryStore store, Caller caller, InstantSource clock) {
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  /** Lists workflows by their number of stuck executions, as the circuit breaker counts them. */
  @Operation(
      summary =
          "Lists workflows by their number of stuck executions, as the circuit breaker counts them")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public StuckHistoryView history(@QueryParam("hours") @DefaultValue("24") int hours) {
    if (hours < 1 || hours > MAX_HOURS) {
      throw new ProblemException(ProblemType.INVALID.field("hours", "is from 1 to " + MAX_HOURS));
    }
    return new StuckHistoryView(
        hours, store.since(clock.instant().minus(Duration.ofHours(hours)), caller.organizations()));
  }
}
