package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.NotificationApi.NotificationView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.page.Address;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The notifications of administrators: unread first, each with a link to its subject. */
@Path(NotificationsPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class NotificationsPage {

  static final String PATH = "/notifications";
  private static final int PAGE = 50;

  private final AdminApiClient api;

  NotificationsPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance notifications(View view);

    private Templates() {}
  }

  /** One notification; a link outside this page is dropped. */
  record Row(NotificationView n) {

    public boolean unread() {
      return n.readAt() == null;
    }

    public String link() {
      String link = n.link();
      return link != null && link.startsWith("/") && !link.startsWith("//") ? link : "";
    }
  }

  /** The data of the page. */
  record View(List<Row> rows, boolean all, long unread, @Nullable Address next) {}

  /** Lists unread notifications; with {@code all} every one, newest first. */
  @GET
  public TemplateInstance list(
      @QueryParam("all") @DefaultValue("false") boolean all,
      @QueryParam("cursor") @Nullable String cursor) {
    NotificationPage page = api.notifications(!all, cursor, PAGE);
    Address here = Address.of(PATH).with("all", all ? "true" : "");
    return Templates.notifications(
        new View(
            page.items().stream().map(Row::new).toList(),
            all,
            page.unread(),
            here.next(page.nextCursor())));
  }

  @POST
  @Path("{id}/read")
  public Response read(
      @PathParam("id") String id, @QueryParam("all") @DefaultValue("false") boolean all) {
    if (!id.matches("\\d{1,18}")) {
      throw new NotFoundException();
    }
    api.markRead(id);
    return Response.seeOther(URI.create(PATH + (all ? "?all=true" : ""))).build();
  }
}
