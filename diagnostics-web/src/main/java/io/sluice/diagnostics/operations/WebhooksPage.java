package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.Page;
import io.sluice.api.WebhookApi.WebhookView;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Filters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The list of webhooks. */
@Path(WebhooksPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class WebhooksPage {

  static final String PATH = "/webhooks";
  private static final String PAGE = "50";

  private final AdminListsClient lists;

  WebhooksPage(@RestClient AdminListsClient lists) {
    this.lists = lists;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance webhooks(View view);

    private Templates() {}
  }

  /**
   * The data of the list.
   *
   * @param next the address of the next page; null on the last one
   * @param error the reason why there is no list; null if there is one
   */
  record View(
      List<WebhookView> items,
      @Nullable Address next,
      boolean deleted,
      @Nullable ErrorView error) {}

  @GET
  public Response list(@Context UriInfo sent, @QueryParam("said") @Nullable String said) {
    Map<String, String> query = Filters.read(sent.getQueryParameters(), List.of("cursor"));
    var asked = new LinkedHashMap<>(query);
    asked.put("limit", PAGE);
    boolean deleted = "deleted".equals(said);
    try {
      Page<WebhookView> page = lists.webhooks(asked);
      Address further = Address.of(PATH).next(page.nextCursor());
      return Response.ok(Templates.webhooks(new View(page.items(), further, deleted, null)))
          .build();
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return Response.status(error.status())
          .entity(Templates.webhooks(new View(List.of(), null, deleted, error)))
          .build();
    }
  }
}
