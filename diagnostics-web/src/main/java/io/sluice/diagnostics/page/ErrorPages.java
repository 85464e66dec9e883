package io.sluice.diagnostics.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.session.SignInRedirect;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Renders refusals of admin-api, and missing answers, as a page without a stack trace. */
class ErrorPages {

  private final SignInRedirect signIn;

  ErrorPages(SignInRedirect signIn) {
    this.signIn = signIn;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance failure(ErrorView error);

    private Templates() {}
  }

  @ServerExceptionMapper
  public Response refused(ApiProblem problem, RoutingContext routing) {
    return problem.status() == 401
        ? signIn.from(routing).orElseGet(() -> page(ErrorView.TOKEN_REFUSED))
        : page(ErrorView.of(problem));
  }

  @ServerExceptionMapper
  public Response away(ProcessingException failure) {
    return page(ErrorView.away(failure));
  }

  /**
   * Renders the refusal of a form without the CSRF token of its browser, which otherwise has no
   * body.
   */
  @ServerResponseFilter
  public void bare(ContainerRequestContext form, ContainerResponseContext answer) {
    if (form.getMethod().equals(HttpMethod.POST)
        && answer.getStatus() == ErrorView.STALE_FORM.status()
        && !answer.hasEntity()) {
      answer.setEntity(
          Templates.failure(ErrorView.STALE_FORM).render(),
          new Annotation[0],
          MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
    }
  }

  private static Response page(ErrorView error) {
    return Response.status(error.status())
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(Templates.failure(error).render())
        .build();
  }
}
