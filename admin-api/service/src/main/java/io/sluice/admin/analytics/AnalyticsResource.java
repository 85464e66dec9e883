package io.sluice.admin.analytics;

import io.sluice.admin.analytics.AnalyticsQuery.Parameters;
import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.Role;
import io.sluice.api.AnalyticsApi.AnalyticsView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Shows analytics of ended executions and of actions. */
@Path("/api")
@RunOnVirtualThread
class AnalyticsResource {

  private static final String CSV = "text/csv";

  private final Database database;
  private final AnalyticsStore store;
  private final Caller caller;
  private final InstantSource clock;

  AnalyticsResource(Database database, AnalyticsStore store, Caller caller, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.caller = caller;
    this.clock = clock;
  }

  /** Shows executions and actions over time. */
  @Operation(summary = "Shows ended executions and actions over time: counts, times, savings")
  @GET
  @Path("analytics")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.VIEWER_NAME)
  public AnalyticsView show(@BeanParam Parameters parameters) {
    return view(AnalyticsQuery.of(parameters, clock.instant()));
  }

  /** Shows the same as lines of CSV. */
  @Operation(summary = "Shows the same as CSV, one value in a line: at, measure, name, value")
  @GET
  @Path("analytics.csv")
  @Produces(CSV)
  @RolesAllowed(Role.VIEWER_NAME)
  @APIResponse(
      responseCode = "200",
      content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
  public Response csv(@BeanParam Parameters parameters) {
    String lines = AnalyticsCsv.of(view(AnalyticsQuery.of(parameters, clock.instant())));
    return Response.ok(lines, CSV + ";charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"analytics.csv\"")
        .build();
  }

  private AnalyticsView view(AnalyticsQuery query) {
    Organizations sees = caller.organizations();
    return database.read(connection -> view(connection, query, sees));
  }

  private AnalyticsView view(Connection connection, AnalyticsQuery query, Organizations sees)
      throws SQLException {
    UUID workflow = null;
    if (query.workflow() != null) {
      workflow = store.workflow(connection, query.workflow()).orElse(null);
      if (workflow == null) {
        return new AnalyticsReport(query).view(List.of());
      }
    }
    var selection = query.selection(sees, workflow);
    return new AnalyticsReport(query)
        .sums(store.sums(connection, query, selection))
        .actions(store.actions(connection, query, selection))
        .view(store.errors(connection, query, selection));
  }
}
