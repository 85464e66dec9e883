package io.sluice.diagnostics.analytics;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.AnalyticsApi.AnalyticsView;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Filters;
import io.sluice.diagnostics.page.TypedTimes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Analytics of executions and actions; range and filters are in the address. */
@Path(AnalyticsPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class AnalyticsPage {

  static final String PATH = "/analytics";
  private static final List<String> KNOWN =
      List.of(
          "range", "from", "to", "bucket", "workflow", "type", "agent", "organization", "saving");

  private final AdminListsClient lists;
  private final InstantSource clock;

  AnalyticsPage(@RestClient AdminListsClient lists, InstantSource clock) {
    this.lists = lists;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance analytics(AnalyticsPageView view);

    private Templates() {}
  }

  @GET
  public Response show(@Context UriInfo sent) {
    Map<String, String> query = query(sent);
    var address = new Address(PATH, query);
    try {
      AnalyticsView data = lists.analytics(AnalyticsRange.asked(query, clock.instant()));
      return Response.ok(Templates.analytics(new AnalyticsPageView(address, data, null))).build();
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return Response.status(error.status())
          .entity(Templates.analytics(new AnalyticsPageView(address, null, error)))
          .build();
    }
  }

  /** The same as a file for a spreadsheet. */
  @GET
  @Path("analytics.csv")
  @Produces("text/csv")
  public Response csv(@Context UriInfo sent) {
    Map<String, String> query = query(sent);
    return Response.ok(
            lists.analyticsCsv(AnalyticsRange.asked(query, clock.instant())),
            "text/csv;charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"analytics.csv\"")
        .build();
  }

  private static Map<String, String> query(UriInfo sent) {
    Map<String, String> query = Filters.read(sent.getQueryParameters(), KNOWN);
    TypedTimes.check(query, "from", "to");
    return query;
  }
}
