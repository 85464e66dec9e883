package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.WebhookApi.WebhookView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.ErrorView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The form that makes a webhook. */
@Path(WebhooksPage.PATH + "/new")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class NewWebhookPage {

  private final AdminApiClient api;

  NewWebhookPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance add(View view);

    private Templates() {}
  }

  /**
   * The data of the form.
   *
   * @param error why what was typed is refused; null before
   */
  record View(WebhookForm form, @Nullable ErrorView error) {}

  @GET
  public TemplateInstance form() {
    return Templates.add(new View(WebhookForm.EMPTY, null));
  }

  /** Makes a webhook and leads to it. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response add(
      @FormParam("name") @Nullable String name,
      @FormParam("organization") @Nullable String organization,
      @FormParam("url") @Nullable String url,
      @FormParam("kinds") @Nullable List<String> kinds,
      @FormParam("secret_file") @Nullable String secretFile) {
    WebhookForm form = WebhookForm.of(name, organization, url, kinds, secretFile, "true");
    try {
      WebhookView webhook = api.addWebhook(form.request());
      return Response.seeOther(URI.create(WebhooksPage.PATH + "/" + webhook.id() + "?said=added"))
          .build();
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return Response.status(error.status()).entity(Templates.add(new View(form, error))).build();
    }
  }
}
