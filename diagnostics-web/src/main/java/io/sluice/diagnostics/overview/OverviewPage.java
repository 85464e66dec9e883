package io.sluice.diagnostics.overview;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.runtime.StartupEvent;
import io.sluice.diagnostics.health.AdminApiHealth;
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

@Path("/")
@ApplicationScoped
class OverviewPage {
  private final AdminApiHealth adminApi;
  private final InstantSource clock;
  private final String version;
  private volatile Instant startedAt;

  OverviewPage(
      AdminApiHealth adminApi,
      InstantSource clock,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.adminApi = adminApi;
    this.clock = clock;
    this.version = version;
    this.startedAt = clock.instant();
  }

  void started(@Observes StartupEvent start) {
    startedAt = clock.instant();
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance overview(OverviewView view);

    private Templates() {}
  }

  @GET
  @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @RunOnVirtualThread
  public TemplateInstance overview() {
    return Templates.overview(
        OverviewView.of(adminApi.look(), version, startedAt, clock.instant()));
  }
}
