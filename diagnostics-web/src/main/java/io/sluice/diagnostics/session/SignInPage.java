package io.sluice.diagnostics.session;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.SignIn;
import io.sluice.api.UserApi.Me;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Signs built-in users in. With an OpenID provider it only redirects to the requested page, which
 * starts the provider's sign-in.
 */
@Path("/sign-in")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SignInPage {

  private static final String AWAY =
      "admin-api does not answer, and it knows who may sign in. Try again in a moment; if it stays"
          + " so, look at its health check and at its log.";

  private final SignInClient api;
  private final SessionCookie cookie;
  private final OpenIdConfig provider;
  private final InstantSource clock;

  SignInPage(
      @RestClient SignInClient api,
      SessionCookie cookie,
      OpenIdConfig provider,
      InstantSource clock) {
    this.api = api;
    this.cookie = cookie;
    this.provider = provider;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance signIn(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param to the page after signing in
   * @param said the message about the previous action; empty for none
   * @param problem the reason of a failure; empty for none
   */
  record View(String to, String username, String said, String problem) {}

  @GET
  public Response ask(
      @QueryParam("to") @Nullable String to, @QueryParam("said") @Nullable String said) {
    String back = ReturnPath.checked(to);
    return provider.enabled()
        ? Response.seeOther(URI.create(back)).build()
        : Response.ok(Templates.signIn(new View(back, "", SignOutPage.sentence(said), ""))).build();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signIn(
      @FormParam("username") @Nullable String username,
      @FormParam("password") @Nullable String password,
      @FormParam("to") @Nullable String to,
      @Context RoutingContext routing) {
    String back = ReturnPath.checked(to);
    String name = username == null ? "" : username.strip();
    if (name.isEmpty() || password == null || password.isEmpty()) {
      return refused(422, back, name, "Give both a user name and a password.");
    }
    try {
      UserSession session = begin(name, password);
      cookie.write(routing.request(), routing.response(), session);
      String next = session.mustChangePassword() ? "/password" : back;
      return Response.seeOther(URI.create(next)).build();
    } catch (ApiProblem problem) {
      return refused(problem.status(), back, name, problem.sentence());
    } catch (ProcessingException away) {
      return refused(503, back, name, AWAY);
    }
  }

  private UserSession begin(String name, String password) {
    SignIn.Answer answer = api.signIn(new SignIn.Request(name, password));
    Me me =
        answer.mustChangePassword()
            ? new Me(name, "", List.of(), true, false)
            : api.me(CallerTokenFilter.bearer(answer.token()));
    return UserSession.begin(answer, me, clock.instant());
  }

  private static Response refused(int status, String to, String username, String problem) {
    return Response.status(status)
        .entity(Templates.signIn(new View(to, username, "", problem)))
        .build();
  }

  /** The address of the sign-in page that returns to a path. */
  static String leadingBackTo(String path) {
    return path.equals(ReturnPath.HOME)
        ? "/sign-in"
        : "/sign-in?to=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}
