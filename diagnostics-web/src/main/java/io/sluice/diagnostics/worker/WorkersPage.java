package io.sluice.diagnostics.worker;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.PersonalSnapshot;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.ResponseHeader;

/**
 * The queue and all workers; a filter in the address narrows the list, which is not pushed then.
 */
@Path("/workers")
@ApplicationScoped
class WorkersPage {

  private final PersonalSnapshot own;
  private final InstantSource clock;

  WorkersPage(PersonalSnapshot own, InstantSource clock) {
    this.own = own;
    this.clock = clock;
  }

  /**
   * The data of the page.
   *
   * @param live the name of its WebSocket
   * @param changes the number of stream changes when the page was made; the script counts later
   *     ones
   */
  record View(
      FleetFilter filter,
      String live,
      String queue,
      String fleet,
      List<String> hosts,
      List<String> models,
      List<String> versions,
      long changes) {}

  @CheckedTemplate(basePath = "worker")
  static class Templates {
    static native TemplateInstance workers(View view);

    private Templates() {}
  }

  @GET
  @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @RunOnVirtualThread
  public TemplateInstance workers(
      @QueryParam("host") @DefaultValue("") String host,
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("model") @DefaultValue("") String executionModel,
      @QueryParam("version") @DefaultValue("") String version,
      @QueryParam("only") @DefaultValue("") String only) {
    var filter =
        new FleetFilter(
            host.strip(),
            state.strip(),
            executionModel.strip(),
            version.strip(),
            only.equals("executions"));
    var snapshot = own.snapshot();
    return Templates.workers(
        new View(
            filter,
            filter.isEmpty() ? "workers" : "workers.filtered",
            own.html(new WorkerSections.Queue()),
            fleet(filter, snapshot),
            values(snapshot, WorkerView::hostname),
            values(snapshot, WorkerView::executionModel),
            values(snapshot, WorkerView::version),
            snapshot.changes()));
  }

  private String fleet(FleetFilter filter, FleetSnapshot snapshot) {
    return filter.isEmpty()
        ? own.html(new WorkerSections.Fleet())
        : WorkerSections.Templates.fleet(FleetView.of(snapshot, filter, clock.instant())).render();
  }

  private static List<String> values(FleetSnapshot snapshot, Function<WorkerView, String> of) {
    return snapshot.workers().values().stream()
        .map(seen -> of.apply(seen.view()))
        .distinct()
        .sorted()
        .limit(100)
        .toList();
  }
}
