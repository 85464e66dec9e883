package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BundleApi;
import io.sluice.api.BundleApi.BundleReceipt;
import io.sluice.api.Problem;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.BodyLimit;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.workflow.BundleUpload.Outcome;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form that uploads a bundle, and what came of it. {@link BundleUpload} takes the form. */
@Path(BodyLimit.UPLOADS)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class UploadPage {

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance upload(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param isNew false if the same jar was registered before
   * @param errors the refused fields
   */
  record View(
      boolean isNew,
      @Nullable BundleReceipt receipt,
      @Nullable ErrorView error,
      List<Problem.FieldError> errors) {

    public int maxBytes() {
      return BundleApi.MAX_BYTES;
    }
  }

  @GET
  public Response show(@Context RoutingContext routing) {
    return switch (BundleUpload.outcome(routing)) {
      case null -> page(200, new View(false, null, null, List.of()));
      case Outcome.Registered(boolean isNew, BundleReceipt receipt) ->
          page(isNew ? 201 : 200, new View(isNew, receipt, null, List.of()));
      case Outcome.Refused(ErrorView error) -> failure(error, List.of());
      case Outcome.Failed(ApiProblem problem) -> failure(ErrorView.of(problem), problem.errors());
      case Outcome.Failed(RuntimeException failure) -> failure(ErrorView.of(failure), List.of());
    };
  }

  private static Response failure(ErrorView error, List<Problem.FieldError> errors) {
    return page(error.status(), new View(false, null, error, errors));
  }

  private static Response page(int status, View view) {
    return Response.status(status).entity(Templates.upload(view)).build();
  }
}
