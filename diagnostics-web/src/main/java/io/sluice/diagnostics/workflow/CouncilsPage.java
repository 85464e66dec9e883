package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.NotReadable;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Councils by name, and the form that makes one. */
@Path(CouncilsPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class CouncilsPage {

  static final String PATH = "/councils";
  private static final int PAGE = 50;

  private final AdminApiClient api;

  CouncilsPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance councils(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param next the address of the next page; null on the last one
   * @param form what was typed before a refusal
   * @param error why no council was made; null if none was refused
   */
  record View(
      List<CouncilView> items,
      @Nullable Address next,
      boolean furtherOn,
      CouncilForm form,
      @Nullable ErrorView error) {}

  @GET
  public Response list(@QueryParam("cursor") @Nullable String cursor) {
    return page(cursor, CouncilForm.EMPTY, null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response add(@BeanParam CouncilForm form) {
    try {
      CouncilView council = api.addCouncil(form.request());
      return Response.seeOther(URI.create(PATH + "/" + council.id())).build();
    } catch (NotReadable wrong) {
      return page(null, form, wrong.error());
    } catch (ApiProblem | ProcessingException failure) {
      return page(null, form, ErrorView.of(failure));
    }
  }

  private Response page(@Nullable String cursor, CouncilForm form, @Nullable ErrorView error) {
    Page<CouncilView> page = api.councils(cursor, PAGE);
    var view =
        new View(
            page.items(), Address.of(PATH).next(page.nextCursor()), cursor != null, form, error);
    return Response.status(error == null ? 200 : error.status())
        .entity(Templates.councils(view))
        .build();
  }
}
