package io.sluice.diagnostics.execution;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.StuckHistoryView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The executions that are stuck now, and earlier ones by workflow and by fingerprint. */
@Path("/stuck")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class StuckPage {

  private final AdminApiClient api;
  private final StuckExecutions now;
  private final InstantSource clock;

  StuckPage(@RestClient AdminApiClient api, StuckExecutions now, InstantSource clock) {
    this.api = api;
    this.now = now;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance stuck(View view);

    static native TemplateInstance now(Now view);

    private Templates() {}
  }

  /** A selectable range of time. */
  record Range(String label, int hours, Address address) {}

  /** The executions that are stuck now, or the reason why they are unknown. */
  record Now(StuckExecutions.@Nullable Found found, @Nullable ErrorView error, Instant asOf) {}

  /** The data of the page; its parts fail independently. */
  record View(
      Now now, int hours, @Nullable StuckHistoryView history, @Nullable ErrorView historyError) {

    public List<Range> ranges() {
      return List.of(range("1 h", 1), range("24 h", 24), range("7 d", 168), range("30 d", 720));
    }

    private static Range range(String label, int hours) {
      return new Range(label, hours, Address.of("/stuck").with("hours", Integer.toString(hours)));
    }
  }

  private record Part<T>(@Nullable T value, @Nullable ErrorView error) {

    static <T> Part<T> of(Supplier<T> question) {
      try {
        return new Part<>(question.get(), null);
      } catch (ApiProblem | ProcessingException failure) {
        return new Part<>(null, ErrorView.of(failure));
      }
    }
  }

  @GET
  public Response show(@QueryParam("hours") @DefaultValue("24") int hours) {
    Now stuck = stuckNow();
    Part<StuckHistoryView> history = Part.of(() -> api.stuckHistory(hours));
    ErrorView error = history.error();
    return Response.status(stuck.error() != null && error != null ? error.status() : 200)
        .entity(Templates.stuck(new View(stuck, hours, history.value(), error)))
        .build();
  }

  /** Serves the fragment that the page polls. */
  @GET
  @Path("live")
  public TemplateInstance showNow() {
    return Templates.now(stuckNow());
  }

  private Now stuckNow() {
    Part<StuckExecutions.Found> part = Part.of(now::find);
    return new Now(part.value(), part.error(), clock.instant());
  }
}
