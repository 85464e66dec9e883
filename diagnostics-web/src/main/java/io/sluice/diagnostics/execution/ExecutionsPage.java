package io.sluice.diagnostics.execution;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.live.PersonalSnapshot;
import io.sluice.diagnostics.page.ErrorView;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Lists executions: searched on the server, 50 at a time, with the whole view in the address. */
@Path(ExecutionFilter.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ExecutionsPage {

  private static final String PAGE = "50";
  private static final int DAY = 24;

  private final AdminListsClient lists;
  private final AdminApiClient api;
  private final PersonalSnapshot own;
  private final InstantSource clock;

  ExecutionsPage(
      @RestClient AdminListsClient lists,
      @RestClient AdminApiClient api,
      PersonalSnapshot own,
      InstantSource clock) {
    this.lists = lists;
    this.api = api;
    this.own = own;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance executions(ExecutionsView view);

    private Templates() {}
  }

  @GET
  public Response list(@Context UriInfo address) {
    Instant now = clock.instant();
    ExecutionFilter filter = ExecutionFilter.of(address.getQueryParameters(), now);
    Page<ExecutionSummary> page = new Page<>(List.of(), null);
    ErrorView error = null;
    try {
      var query = new LinkedHashMap<>(filter.query());
      query.put("limit", PAGE);
      page = lists.executions(query);
    } catch (ApiProblem | ProcessingException failure) {
      error = ErrorView.of(failure);
    }
    String cursor = page.nextCursor();
    var view =
        new ExecutionsView(
            filter,
            page.items(),
            filter.address().next(cursor),
            page.notice(),
            error,
            error == null ? counts(filter) : null,
            ExecutionsView.presets(now),
            now,
            own.snapshot().changes());
    return Response.status(error == null ? 200 : error.status())
        .entity(Templates.executions(view))
        .build();
  }

  private @Nullable List<ExecutionsView.Count> counts(ExecutionFilter filter) {
    try {
      String workflow = filter.of("workflow");
      return ExecutionsView.counts(
          api.statistics(DAY, workflow.isEmpty() ? null : workflow), filter);
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView _ = ErrorView.of(failure);
      return null;
    }
  }
}
