package io.sluice.diagnostics.session;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The page after signing out at the OpenID provider. It is open, because a page that needs a
 * sign-in would begin the next one at once.
 */
@Path("/signed-out")
@Produces(MediaType.TEXT_HTML)
class SignedOutPage {

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance signedOut();

    private Templates() {}
  }

  @GET
  public TemplateInstance show() {
    return Templates.signedOut();
  }
}
