package io.sluice.diagnostics.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Renders a form without layout for a page that opens it in its dialog, and as a whole page
 * otherwise, at the same address.
 */
@RequestScoped
public class Dialogs {

  private final RoutingContext routing;

  Dialogs(RoutingContext routing) {
    this.routing = routing;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance page(String nav, String title, String form);

    private Templates() {}
  }

  /**
   * Renders the form as a response.
   *
   * @param nav the navigation entry of the form
   * @param form a template without layout
   */
  public Response show(int status, String nav, String title, TemplateInstance form) {
    String text = form.render();
    boolean alone = routing.request().getHeader("HX-Request") != null;
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .header("Vary", "HX-Request")
        .entity(alone ? text : Templates.page(nav, title, text).render())
        .build();
  }

  /** Renders the form for its first display. */
  public Response show(String nav, String title, TemplateInstance form) {
    return show(200, nav, title, form);
  }
}
