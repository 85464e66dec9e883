package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.Page;
import io.sluice.api.SystemLogEntry;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.FilteredList;
import io.sluice.diagnostics.page.Filters;
import io.sluice.diagnostics.page.TypedTimes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Log lines of the services, newest first; the page polls while it follows the log. */
@Path(SystemLogPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SystemLogPage {

  static final String PATH = "/system-logs";
  private static final String PAGE = "50";
  private static final List<String> KNOWN =
      List.of("level", "service", "worker_id", "q", "from", "to", "follow", "cursor");

  private final AdminListsClient lists;
  private final InstantSource clock;

  SystemLogPage(@RestClient AdminListsClient lists, InstantSource clock) {
    this.lists = lists;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance logs(View view);

    static native TemplateInstance lines(View view);

    private Templates() {}
  }

  /** A selectable level. */
  record Choice(String level, Address address, boolean chosen) {}

  /**
   * The data of the page.
   *
   * @param address of this view, with the whole filter
   * @param error the reason why there are no lines; null if there are some
   */
  record View(
      Address address,
      List<SystemLogEntry> lines,
      @Nullable Address next,
      @Nullable ErrorView error,
      Instant asOf)
      implements FilteredList {

    @Override
    public Map<String, String> labels() {
      var labels = new LinkedHashMap<String, String>();
      labels.put("service", "Service");
      labels.put("worker_id", "Worker");
      labels.put("q", "Text");
      labels.put("from", "From");
      labels.put("to", "To");
      return labels;
    }

    /** True for the newest lines; an older page does not poll. */
    public boolean follows() {
      return address.query().containsKey("follow") && !furtherOn();
    }

    public Address following() {
      return first().with("follow", "true");
    }

    public Address paused() {
      return first().without("follow");
    }

    public Address live() {
      return address.at(PATH + "/live");
    }

    public List<Choice> levels() {
      String chosen = value("level").isEmpty() ? "INFO" : value("level");
      return List.of("INFO", "WARN", "ERROR").stream()
          .map(each -> new Choice(each, first().with("level", each), each.equals(chosen)))
          .toList();
    }
  }

  /** Shows the log; without a filter the one that this browser used last. */
  @GET
  public Response show(
      @Context UriInfo sent, @CookieParam(LogFilterCookie.COOKIE) @Nullable String last) {
    Map<String, String> query = Filters.read(sent.getQueryParameters(), KNOWN);
    if (sent.getQueryParameters().isEmpty() && !LogFilterCookie.read(last).isEmpty()) {
      return Response.seeOther(URI.create(new Address(PATH, LogFilterCookie.read(last)).toString()))
          .build();
    }
    View view = view(query);
    ErrorView error = view.error();
    return Response.status(error == null ? 200 : error.status())
        .header("Set-Cookie", LogFilterCookie.cookie(query))
        .entity(Templates.logs(view))
        .build();
  }

  /** Serves the fragment that the page polls. */
  @GET
  @Path("live")
  public TemplateInstance lines(@Context UriInfo sent) {
    return Templates.lines(view(Filters.read(sent.getQueryParameters(), KNOWN)));
  }

  private View view(Map<String, String> query) {
    TypedTimes.check(query, "from", "to");
    Address address = new Address(PATH, query);
    var asked = new LinkedHashMap<>(query);
    asked.remove("follow");
    asked.put("limit", PAGE);
    try {
      Page<SystemLogEntry> page = lists.systemLog(asked);
      return new View(
          address, page.items(), address.next(page.nextCursor()), null, clock.instant());
    } catch (ApiProblem | ProcessingException failure) {
      return new View(address, List.of(), null, ErrorView.of(failure), clock.instant());
    }
  }
}
