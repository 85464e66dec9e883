package io.sluice.diagnostics.operations;

import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Changes, switches, tests and deletes a webhook, and sends dead deliveries again. */
@Path(WebhooksPage.PATH + "/{id}")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class WebhookActions {

  private final AdminApiClient api;
  private final WebhookPage page;

  WebhookActions(@RestClient AdminApiClient api, WebhookPage page) {
    this.api = api;
    this.page = page;
  }

  /** A change of the webhook. */
  @FunctionalInterface
  private interface Change {
    void make(UUID id);
  }

  /** Replaces what may change of the webhook. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(
      @PathParam("id") String id,
      @FormParam("name") @Nullable String name,
      @FormParam("organization") @Nullable String organization,
      @FormParam("url") @Nullable String url,
      @FormParam("kinds") @Nullable List<String> kinds,
      @FormParam("secret_file") @Nullable String secretFile,
      @FormParam("enabled") @Nullable String enabled,
      @Context UriInfo sent) {
    WebhookForm form = WebhookForm.of(name, organization, url, kinds, secretFile, enabled);
    return done(id, "changed", form, sent, webhook -> api.changeWebhook(webhook, form.request()));
  }

  /** Enables or disables the webhook, and leaves the rest as it is. */
  @POST
  @Path("switch")
  public Response flip(@PathParam("id") String id, @Context UriInfo sent) {
    return done(
        id,
        "changed",
        null,
        sent,
        webhook -> {
          WebhookForm before = WebhookForm.of(api.webhook(webhook));
          api.changeWebhook(webhook, before.with(!before.enabled()).request());
        });
  }

  @POST
  @Path("test")
  public Response test(@PathParam("id") String id, @Context UriInfo sent) {
    return done(id, "tested", null, sent, api::testWebhook);
  }

  @POST
  @Path("deliveries/{delivery}/retry")
  public Response retry(
      @PathParam("id") String id, @PathParam("delivery") String delivery, @Context UriInfo sent) {
    return done(id, "retried", null, sent, webhook -> api.retryDelivery(webhook, delivery));
  }

  @POST
  @Path("delete")
  public Response delete(@PathParam("id") String id, @Context UriInfo sent) {
    try {
      api.deleteWebhook(Ids.of(id));
      return Response.seeOther(URI.create(WebhooksPage.PATH + "?said=deleted")).build();
    } catch (ApiProblem | ProcessingException failure) {
      return page.refused(id, null, sent, ErrorView.of(failure));
    }
  }

  private Response done(
      String id, String word, @Nullable WebhookForm typed, UriInfo sent, Change change) {
    try {
      change.make(Ids.of(id));
      return Response.seeOther(URI.create(WebhooksPage.PATH + "/" + id + "?said=" + word)).build();
    } catch (ApiProblem | ProcessingException failure) {
      return page.refused(id, typed, sent, ErrorView.of(failure));
    }
  }
}
