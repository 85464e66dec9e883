package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.TokenApi.NewPersonalToken;
import io.sluice.api.TokenApi.PersonalToken;
import io.sluice.api.TokenApi.PersonalTokenRequest;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.Typed;
import io.sluice.diagnostics.session.Person;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The signed-in person's tokens for programs: makes one, shows its secret once, revokes it. */
@Path(TokensPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class TokensPage {

  static final String PATH = "/tokens";
  private static final int USUAL_DAYS = 90;
  private static final int MAX_DAYS = 366;

  private final AdminApiClient api;
  private final Person person;
  private final InstantSource clock;

  TokensPage(@RestClient AdminApiClient api, Person person, InstantSource clock) {
    this.api = api;
    this.person = person;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance tokens(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param made the token that was made by this request; its secret is in no other response
   * @param error why none was made; null if none was refused
   */
  record View(
      List<PersonalToken> items,
      List<String> roles,
      String name,
      int days,
      @Nullable NewPersonalToken made,
      @Nullable ErrorView error) {}

  @GET
  public Response list() {
    return page("", USUAL_DAYS, null, null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response make(
      @FormParam("name") @Nullable String name,
      @FormParam("role") @Nullable String role,
      @FormParam("days") @Nullable String days) {
    String typed = Typed.text(name);
    int age = days(days);
    if (age < 1) {
      var error =
          new ErrorView(422, "The days are not readable", "It is a whole number from 1 to 366.");
      return page(typed, USUAL_DAYS, null, error);
    }
    try {
      var request =
          new PersonalTokenRequest(
              typed,
              role == null ? "" : role,
              clock.instant().plus(Duration.ofDays(age)).minusSeconds(1));
      return page("", USUAL_DAYS, api.makeToken(request), null);
    } catch (ApiProblem | ProcessingException failure) {
      return page(typed, age, null, ErrorView.of(failure));
    }
  }

  private static int days(@Nullable String typed) {
    try {
      int days = typed == null ? 0 : Integer.parseInt(typed.strip());
      return days > MAX_DAYS ? 0 : days;
    } catch (NumberFormatException notOne) {
      return 0;
    }
  }

  @POST
  @Path("{id}/revoke")
  public Response revoke(@PathParam("id") String id) {
    api.revokeToken(Ids.of(id));
    return Response.seeOther(URI.create(PATH)).build();
  }

  private Response page(
      String name, int days, @Nullable NewPersonalToken made, @Nullable ErrorView error) {
    var view = new View(api.tokens().items(), person.rolesUpToOwn(), name, days, made, error);
    return Response.status(error == null ? 200 : error.status())
        .entity(Templates.tokens(view))
        .build();
  }
}
