package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.DelegationRequest;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.NotReadable;
import io.sluice.diagnostics.page.TypedTimes;
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
import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** One council: its members with their delegations, and the form that changes it. */
@Path(CouncilsPage.PATH + "/{id}")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class CouncilPage {

  private final AdminApiClient api;

  CouncilPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance council(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param form the values of the form: the present ones, or what was typed before a refusal
   */
  record View(CouncilView council, CouncilForm form, boolean saved, @Nullable ErrorView error) {

    public String path() {
      return CouncilsPage.PATH + "/" + council.id();
    }
  }

  @GET
  public TemplateInstance show(
      @PathParam("id") String id, @QueryParam("said") @Nullable String said) {
    CouncilView council = api.council(Ids.of(id));
    return Templates.council(
        new View(council, CouncilForm.of(council), "saved".equals(said), null));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(@PathParam("id") String id, @BeanParam CouncilForm form) {
    try {
      api.replaceCouncil(Ids.of(id), form.request());
      return saved(id);
    } catch (NotReadable wrong) {
      return refused(id, form, wrong.error());
    } catch (ApiProblem | ProcessingException failure) {
      return refused(id, form, ErrorView.of(failure));
    }
  }

  /** Lets another person vote in place of a member, or ends that. */
  @POST
  @Path("members/{member}/delegation")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response delegate(
      @PathParam("id") String id,
      @PathParam("member") String member,
      @FormParam("delegate") @Nullable String delegate,
      @FormParam("until") @Nullable String until) {
    try {
      if (delegate == null || delegate.isBlank()) {
        api.endDelegation(Ids.of(id), member);
      } else {
        api.delegate(
            Ids.of(id), member, new DelegationRequest(delegate.strip(), null, time(until)));
      }
      return saved(id);
    } catch (NotReadable wrong) {
      return refused(id, null, wrong.error());
    } catch (ApiProblem | ProcessingException failure) {
      return refused(id, null, ErrorView.of(failure));
    }
  }

  private static Instant time(@Nullable String typed) {
    try {
      return Instant.parse(TypedTimes.checked(typed == null ? "" : typed));
    } catch (DateTimeException notOne) {
      throw new NotReadable("The end of the absence is a time such as 2026-01-31T12:00, in UTC.");
    }
  }

  private static Response saved(String id) {
    return Response.seeOther(URI.create(CouncilsPage.PATH + "/" + Ids.of(id) + "?said=saved"))
        .build();
  }

  private Response refused(String id, @Nullable CouncilForm form, ErrorView error) {
    CouncilView council = api.council(Ids.of(id));
    CouncilForm shown = form == null ? CouncilForm.of(council) : form;
    return Response.status(error.status())
        .entity(Templates.council(new View(council, shown, false, error)))
        .build();
  }
}
