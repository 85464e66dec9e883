package io.sluice.diagnostics.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.session.SignInAgain;
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

/** Answers what admin-api refused, or did not answer, with a page that says so, and no stack. */
class FailurePages {

  private final SignInAgain signIn;

  FailurePages(SignInAgain signIn) {
    this.signIn = signIn;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance failure(Trouble trouble);

    private Templates() {}
  }

  @ServerExceptionMapper
  public Response refused(ApiProblem problem, RoutingContext routing) {
    return problem.status() == 401 ? signIn.from(routing) : page(Trouble.of(problem));
  }

  @ServerExceptionMapper
  public Response away(ProcessingException failure) {
    return page(Trouble.away(failure));
  }

  /** A form without the token of its browser is refused before any page sees it, and bare. */
  @ServerResponseFilter
  public void bare(ContainerRequestContext form, ContainerResponseContext answer) {
    if (form.getMethod().equals(HttpMethod.POST)
        && answer.getStatus() == Trouble.STALE_FORM.status()
        && !answer.hasEntity()) {
      answer.setEntity(
          Templates.failure(Trouble.STALE_FORM).render(),
          new Annotation[0],
          MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
    }
  }

  private static Response page(Trouble trouble) {
    return Response.status(trouble.status())
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(Templates.failure(trouble).render())
        .build();
  }
}
