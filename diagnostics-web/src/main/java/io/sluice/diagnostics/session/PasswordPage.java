package io.sluice.diagnostics.session;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.api.UserApi.Me;
import io.sluice.api.UserApi.PasswordChange;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.api.CallerTokenFilter;
import io.sluice.diagnostics.api.SignInClient;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Changes the person's own password; the first page for people who must change it. */
@Path("/password")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class PasswordPage {

  private final SignInClient api;
  private final SessionCookie cookie;
  private final SecurityIdentity identity;
  private final Person person;

  PasswordPage(
      @RestClient SignInClient api,
      SessionCookie cookie,
      SecurityIdentity identity,
      Person person) {
    this.api = api;
    this.cookie = cookie;
    this.identity = identity;
    this.person = person;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance password(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param builtIn false for people without a password here
   * @param forced true if the password must be changed first
   * @param problem the reason of a refusal; empty for none
   */
  record View(boolean builtIn, boolean forced, String problem) {}

  @GET
  public TemplateInstance ask() {
    return Templates.password(view(""));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(
      @FormParam("current") @Nullable String current,
      @FormParam("next") @Nullable String next,
      @FormParam("again") @Nullable String again,
      @Context RoutingContext routing) {
    UserSession session = SessionIdentities.session(identity);
    if (session == null) {
      return refused(422, "Your password is managed by the OpenID provider.");
    }
    if (current == null || next == null || current.isEmpty() || next.isEmpty()) {
      return refused(422, "Give your current password and the new one.");
    }
    if (!next.equals(again)) {
      return refused(422, "The new password and its repetition differ.");
    }
    try {
      String bearer = CallerTokenFilter.bearer(session.token());
      api.changePassword(bearer, new PasswordChange(current, next));
      Me me = api.me(bearer);
      cookie.write(routing.request(), routing.response(), session.passwordChanged(me));
      return Response.seeOther(URI.create("/")).build();
    } catch (ApiProblem problem) {
      return refused(problem.status(), problem.sentence());
    } catch (ProcessingException away) {
      return refused(
          503, "admin-api does not answer. Your password may be the old or the new one.");
    }
  }

  private View view(String problem) {
    return new View(
        SessionIdentities.session(identity) != null, person.mustChangePassword(), problem);
  }

  private Response refused(int status, String problem) {
    return Response.status(status).entity(Templates.password(view(problem))).build();
  }
}
