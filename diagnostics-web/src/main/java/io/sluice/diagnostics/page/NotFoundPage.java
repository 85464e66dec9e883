package io.sluice.diagnostics.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Renders a page for an unknown path, without repeating the path. */
class NotFoundPage {

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance notFound();

    private Templates() {}
  }

  @ServerExceptionMapper
  public Response notFound(NotFoundException unknown) {
    return Response.status(Response.Status.NOT_FOUND)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(Templates.notFound().render())
        .build();
  }
}
