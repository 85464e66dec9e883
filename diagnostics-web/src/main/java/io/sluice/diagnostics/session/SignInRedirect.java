package io.sluice.diagnostics.session;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Redirects to the sign-in page, with the way back, when admin-api no longer accepts the token. */
@Singleton
public class SignInRedirect {

  private final SessionCookie cookie;

  SignInRedirect(SessionCookie cookie) {
    this.cookie = cookie;
  }

  /** Redirects, and removes the session cookie. */
  public Response from(RoutingContext routing) {
    var request = routing.request();
    cookie.remove(request, routing.response());
    if (request.getHeader("HX-Request") != null) {
      String page = ReturnPath.ofAddress(request.getHeader("HX-Current-URL"));
      return Response.status(Response.Status.UNAUTHORIZED)
          .header("HX-Redirect", SignInPage.leadingBackTo(page))
          .build();
    }
    String page = request.method().equals(HttpMethod.GET) ? request.uri() : ReturnPath.HOME;
    return Response.seeOther(URI.create(SignInPage.leadingBackTo(ReturnPath.checked(page))))
        .build();
  }
}
