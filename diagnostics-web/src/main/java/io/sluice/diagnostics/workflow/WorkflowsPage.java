package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BundleApi.BundleVersion;
import io.sluice.api.ExecutionStatistics;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Page;
import io.sluice.api.WorkflowView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.Typed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Registered workflows by name, and one of them with the statistics of its executions. */
@Path(WorkflowsPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class WorkflowsPage {

  static final String PATH = "/workflows";
  private static final int PAGE = 50;
  private static final int DAY = 24;
  private static final int LATEST = 20;

  private final AdminApiClient api;

  WorkflowsPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance workflows(ListView view);

    static native TemplateInstance workflow(View view);

    private Templates() {}
  }

  /**
   * The data of the list.
   *
   * @param typed a searched name that does not exist
   * @param next the address of the next page; null on the last one
   */
  record ListView(List<Row> items, String typed, boolean furtherOn, @Nullable Address next) {}

  /**
   * A workflow, with the number of its executions that ended in 24 hours, and of those that failed.
   */
  record Row(WorkflowView w, long ended, long failed) {

    static Row of(WorkflowView workflow) {
      var ends = workflow.stats().last24h();
      return new Row(
          workflow,
          ends.values().stream().mapToLong(Long::longValue).sum(),
          ends.getOrDefault(ExecutionStatus.FAILED.name(), 0L)
              + ends.getOrDefault(ExecutionStatus.TIMEOUT.name(), 0L));
    }

    public Address failures() {
      return Address.of("/executions")
          .with("workflow", w.workflowId().toString())
          .with("status", ExecutionStatus.FAILED + "," + ExecutionStatus.TIMEOUT);
    }
  }

  /** The number of executions with one outcome. */
  record Count(String word, long number, Address executions) {}

  /**
   * The data of the page of one workflow.
   *
   * @param statistics of the last 24 hours; null if they are not available
   * @param versions the latest ones, newest first
   */
  record View(
      WorkflowView w,
      @Nullable ExecutionStatistics statistics,
      List<BundleVersion> versions,
      @Nullable ErrorView error) {

    public List<Count> statuses() {
      return statistics == null
          ? List.of()
          : new TreeMap<>(statistics.statuses())
              .entrySet().stream()
                  .map(each -> count("status", each.getKey(), each.getValue()))
                  .toList();
    }

    public List<Count> errors() {
      return statistics == null
          ? List.of()
          : new TreeMap<>(statistics.errorTypes())
              .entrySet().stream()
                  .map(each -> count("error_type", each.getKey(), each.getValue()))
                  .toList();
    }

    private Count count(String filter, String word, long number) {
      return new Count(word, number, executions().with(filter, word));
    }

    public Address executions() {
      return Address.of("/executions").with("workflow", w.workflowId().toString());
    }
  }

  @GET
  public Response list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("name") @Nullable String name) {
    String typed = Typed.text(name);
    if (!typed.isEmpty()) {
      try {
        WorkflowView found = api.workflow(typed);
        return Response.seeOther(URI.create(PATH + "/" + found.workflowId())).build();
      } catch (ApiProblem unknown) {
        // Those that follow it in the alphabet are shown, and that there is none of this name.
        ErrorView _ = ErrorView.of(unknown);
      }
    }
    String from = typed.isEmpty() ? cursor : typed;
    Page<WorkflowView> page = api.workflows(from, PAGE);
    var view =
        new ListView(
            page.items().stream().map(Row::of).toList(),
            typed,
            from != null,
            Address.of(PATH).next(page.nextCursor()));
    return Response.ok(Templates.workflows(view)).build();
  }

  @GET
  @Path("{id}")
  public TemplateInstance show(@PathParam("id") String id) {
    WorkflowView workflow = api.workflow(Ids.of(id).toString());
    try {
      return Templates.workflow(
          new View(
              workflow,
              api.statistics(DAY, workflow.workflowId().toString()),
              api.versions(workflow.workflowId(), LATEST).items(),
              null));
    } catch (ApiProblem | ProcessingException failure) {
      return Templates.workflow(new View(workflow, null, List.of(), ErrorView.of(failure)));
    }
  }
}
