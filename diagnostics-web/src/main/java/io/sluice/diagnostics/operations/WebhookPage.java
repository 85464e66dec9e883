package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.Page;
import io.sluice.api.WebhookApi.DeliveryView;
import io.sluice.api.WebhookApi.WebhookView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Filters;
import io.sluice.diagnostics.page.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** One webhook: its state, its deliveries, and the forms of {@link WebhookActions}. */
@Path(WebhooksPage.PATH + "/{id}")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class WebhookPage {

  private static final String PAGE = "50";
  private static final List<String> KNOWN = List.of("state", "cursor");

  /** Confirmations, by the word in the address that an action leads to. */
  private static final Map<String, String> SAID =
      Map.of(
          "added", "The webhook is made. Send a test event to see that its receiver answers.",
          "changed", "The webhook is changed.",
          "tested", "The test event waits behind the other deliveries. Load the page again.",
          "retried", "The delivery is sent again before those that wait.");

  private final AdminApiClient api;
  private final AdminListsClient lists;

  WebhookPage(@RestClient AdminApiClient api, @RestClient AdminListsClient lists) {
    this.api = api;
    this.lists = lists;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance webhook(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param next the address of the next page of deliveries; null on the last one
   * @param said what was done; empty if nothing was
   * @param error why something was refused; null if nothing was
   */
  record View(
      WebhookView webhook,
      WebhookForm form,
      List<DeliveryView> deliveries,
      Address address,
      @Nullable Address next,
      String said,
      @Nullable ErrorView error) {

    public List<String> states() {
      return List.of("PENDING", "DELIVERED", "DEAD");
    }

    /** The address of the deliveries in every state. */
    public Address all() {
      return only("");
    }

    public boolean showsAll() {
      return shows("");
    }

    public boolean shows(String state) {
      return state.equals(address.query().getOrDefault("state", ""));
    }

    public Address only(String state) {
      return address.without("cursor").with("state", state);
    }
  }

  @GET
  public Response show(
      @PathParam("id") String id,
      @QueryParam("said") @Nullable String said,
      @Context UriInfo sent) {
    WebhookView webhook = api.webhook(Ids.of(id));
    return page(
        webhook,
        WebhookForm.of(webhook),
        sent,
        said == null ? "" : SAID.getOrDefault(said, ""),
        null);
  }

  /** Shows the page with a refusal and what was typed; null shows the webhook as it is. */
  Response refused(String id, @Nullable WebhookForm typed, UriInfo sent, ErrorView error) {
    WebhookView webhook = api.webhook(Ids.of(id));
    return page(webhook, typed == null ? WebhookForm.of(webhook) : typed, sent, "", error);
  }

  private Response page(
      WebhookView webhook, WebhookForm form, UriInfo sent, String said, @Nullable ErrorView error) {
    Map<String, String> query = Filters.read(sent.getQueryParameters(), KNOWN);
    var address = new Address(WebhooksPage.PATH + "/" + webhook.id(), query);
    var asked = new LinkedHashMap<>(query);
    asked.put("limit", PAGE);
    Page<DeliveryView> page = lists.deliveries(webhook.id(), asked);
    return Response.status(error == null ? 200 : error.status())
        .entity(
            Templates.webhook(
                new View(
                    webhook,
                    form,
                    page.items(),
                    address,
                    address.next(page.nextCursor()),
                    said,
                    error)))
        .build();
  }
}
