package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.runtime.StartupEvent;
import io.sluice.diagnostics.live.PersonalSnapshot;
import io.sluice.diagnostics.worker.WorkerLines;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.ResponseHeader;

/**
 * The start page: the funnel, the matters that need attention, the workers, and the health of
 * admin-api.
 */
@Path("/")
@ApplicationScoped
@Produces(MediaType.TEXT_HTML + ";charset=utf-8")
@RunOnVirtualThread
class OverviewPage {
  private final AdminApiHealth adminApi;
  private final PersonalSnapshot own;
  private final InstantSource clock;
  private final String version;
  private volatile Instant startedAt;

  OverviewPage(
      AdminApiHealth adminApi,
      PersonalSnapshot own,
      InstantSource clock,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.adminApi = adminApi;
    this.own = own;
    this.clock = clock;
    this.version = version;
    this.startedAt = clock.instant();
  }

  void started(@Observes StartupEvent start) {
    startedAt = clock.instant();
  }

  /** The data of the page: its live sections, and the health of admin-api. */
  record View(String funnel, String attention, String lines, HealthView health) {}

  @CheckedTemplate(basePath = "overview")
  static class Templates {
    static native TemplateInstance overview(View view);

    static native TemplateInstance health(HealthView view);

    private Templates() {}
  }

  @GET
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  public TemplateInstance overview() {
    return Templates.overview(
        new View(
            own.html(new LiveOverview.FunnelSection()),
            own.html(new LiveOverview.AttentionSection()),
            own.html(new WorkerLines()),
            look()));
  }

  /** Serves the health fragment, which the page polls because it is not part of the stream. */
  @GET
  @Path("overview/health/live")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  public TemplateInstance health() {
    return Templates.health(look());
  }

  private HealthView look() {
    return HealthView.of(adminApi.look(), version, startedAt, clock.instant());
  }
}
