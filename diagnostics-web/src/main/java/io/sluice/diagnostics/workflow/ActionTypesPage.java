package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.ActionApi.ActionTypeRequest;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.NotReadable;
import io.sluice.diagnostics.page.Typed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Action types by name, and the form that makes or replaces one. */
@Path(ActionTypesPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ActionTypesPage {

  static final String PATH = "/action-types";
  private static final int PAGE = 50;
  private static final int MAX_OFFERED = 200;

  private final AdminApiClient api;

  ActionTypesPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance types(View view);

    private Templates() {}
  }

  /** The typed values of a type. */
  record Form(
      @FormParam("name") @Nullable String name,
      @FormParam("workflow") @Nullable String workflow,
      @FormParam("description") @Nullable String description,
      @FormParam("council_id") @Nullable String councilId,
      @FormParam("timeout_seconds") @Nullable String timeoutSeconds,
      @FormParam("priority") @Nullable String priority,
      @FormParam("max_retries") @Nullable String maxRetries) {

    static final Form EMPTY = new Form("", "", "", "", "", "", "");

    ActionTypeRequest request() {
      return new ActionTypeRequest(
          Typed.text(workflow),
          Typed.optional(description),
          council(),
          Typed.optionalNumber("The timeout", timeoutSeconds),
          Typed.optional(priority),
          Typed.optionalNumber("The number of retries", maxRetries));
    }

    private @Nullable UUID council() {
      String typed = Typed.text(councilId);
      try {
        return typed.isEmpty() ? null : UUID.fromString(typed);
      } catch (IllegalArgumentException notAnId) {
        throw new NotReadable("The council is one of the list.");
      }
    }
  }

  /**
   * The data of the page.
   *
   * @param councils those that the form offers
   * @param form what was typed before a refusal
   * @param error why nothing was saved; null if nothing was refused
   */
  record View(
      List<ActionType> items,
      @Nullable Address next,
      boolean furtherOn,
      List<CouncilView> councils,
      Form form,
      @Nullable ErrorView error) {

    /** The name of a council; its id if it is not among those that are offered. */
    public String council(UUID id) {
      return councils.stream()
          .filter(each -> each.id().equals(id))
          .map(CouncilView::name)
          .findFirst()
          .orElse(id.toString());
    }
  }

  @GET
  public Response list(@QueryParam("cursor") @Nullable String cursor) {
    return page(cursor, Form.EMPTY, null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response put(@BeanParam Form form) {
    try {
      var _ = api.putActionType(Typed.text(form.name()), form.request());
      return Response.seeOther(URI.create(PATH)).build();
    } catch (NotReadable wrong) {
      return page(null, form, wrong.error());
    } catch (ApiProblem | ProcessingException failure) {
      return page(null, form, ErrorView.of(failure));
    }
  }

  @POST
  @Path("{name}/delete")
  public Response delete(@PathParam("name") String name) {
    try {
      api.deleteActionType(name);
      return Response.seeOther(URI.create(PATH)).build();
    } catch (ApiProblem | ProcessingException failure) {
      return page(null, Form.EMPTY, ErrorView.of(failure));
    }
  }

  private Response page(@Nullable String cursor, Form form, @Nullable ErrorView error) {
    Page<ActionType> page = api.actionTypes(cursor, PAGE);
    var view =
        new View(
            page.items(),
            Address.of(PATH).next(page.nextCursor()),
            cursor != null,
            api.councils(null, MAX_OFFERED).items(),
            form,
            error);
    return Response.status(error == null ? 200 : error.status())
        .entity(Templates.types(view))
        .build();
  }
}
