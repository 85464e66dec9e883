package io.sluice.diagnostics.execution;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.ExecutionDetail;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** One execution: its outcome and the reason, its payloads and its log. */
@Path(ExecutionFilter.PATH + "/{id}")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ExecutionPage {

  private final AdminApiClient api;
  private final LogReader logs;
  private final InstantSource clock;

  ExecutionPage(@RestClient AdminApiClient api, LogReader logs, InstantSource clock) {
    this.api = api;
    this.logs = logs;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance execution(ExecutionPageView view);

    static native TemplateInstance state(ExecutionPageView view);

    static native TemplateInstance logTail(LogView log);

    private Templates() {}
  }

  @GET
  public TemplateInstance show(
      @PathParam("id") String id,
      @QueryParam("level") @Nullable String level,
      @QueryParam("after") @Nullable String after,
      @QueryParam("said") @Nullable String said) {
    ExecutionDetail detail = api.execution(Ids.of(id));
    LogView log = null;
    String error = "";
    try {
      log =
          logs.read(
              detail.executionId(), after, LogReader.level(level), !detail.status().terminal());
    } catch (ApiProblem | ProcessingException failure) {
      error = ErrorView.of(failure).sentence();
    }
    return Templates.execution(view(detail, log, error, ExecutionActions.said(said)));
  }

  /** Serves the fragment with the parts that change while it waits and runs; polled by the page. */
  @GET
  @Path("live")
  public TemplateInstance state(@PathParam("id") String id) {
    return Templates.state(view(api.execution(Ids.of(id)), null, "", ""));
  }

  /** Serves the end of the log with new lines; polled by the page. */
  @GET
  @Path("log/live")
  public TemplateInstance logTail(
      @PathParam("id") String id,
      @QueryParam("level") @Nullable String level,
      @QueryParam("after") @Nullable String after) {
    UUID execution = Ids.of(id);
    boolean follows = !api.execution(execution).status().terminal();
    return Templates.logTail(logs.read(execution, after, LogReader.level(level), follows));
  }

  private ExecutionPageView view(
      ExecutionDetail detail, @Nullable LogView log, String error, String said) {
    return new ExecutionPageView(
        detail, AttemptTimeline.rows(detail.attempts()), log, error, said, clock.instant());
  }
}
