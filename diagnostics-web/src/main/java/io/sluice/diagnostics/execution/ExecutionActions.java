package io.sluice.diagnostics.execution;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.SubmissionApi.CancelRequest;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Dialogs;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.Typed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Cancels or retries one execution, after a confirmation that states the consequences. */
@Path(ExecutionFilter.PATH + "/{id}")
@ApplicationScoped
@RunOnVirtualThread
class ExecutionActions {

  private static final String NAV = "executions";

  private final AdminApiClient api;
  private final Dialogs dialogs;

  ExecutionActions(@RestClient AdminApiClient api, Dialogs dialogs) {
    this.api = api;
    this.dialogs = dialogs;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance cancel(OrderView view);

    static native TemplateInstance retry(OrderView view);

    private Templates() {}
  }

  /**
   * The data of a form.
   *
   * @param error the reason of a refusal; null before it was sent
   */
  record OrderView(ExecutionDetail e, String reason, @Nullable ErrorView error) {

    public String path() {
      return ExecutionFilter.PATH + "/" + e.executionId();
    }

    public boolean running() {
      return e.status().name().equals("RUNNING");
    }
  }

  @GET
  @Path("cancel")
  public Response askCancel(@PathParam("id") String id) {
    return cancelForm(200, Ids.of(id), "", null);
  }

  @POST
  @Path("cancel")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response cancel(@PathParam("id") String id, @FormParam("reason") @Nullable String reason) {
    UUID execution = Ids.of(id);
    String why = Typed.text(reason);
    try {
      api.cancel(execution, new CancelRequest(why.isEmpty() ? null : why));
      return done(execution, "cancelled");
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return cancelForm(error.status(), execution, why, error);
    }
  }

  @GET
  @Path("retry")
  public Response askRetry(@PathParam("id") String id) {
    return retryForm(200, Ids.of(id), null);
  }

  @POST
  @Path("retry")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response retry(@PathParam("id") String id) {
    UUID execution = Ids.of(id);
    try {
      api.retry(execution);
      return done(execution, "retried");
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return retryForm(error.status(), execution, error);
    }
  }

  private Response cancelForm(
      int status, UUID execution, String reason, @Nullable ErrorView error) {
    var view = new OrderView(api.execution(execution), reason, error);
    return dialogs.show(status, NAV, "Cancel an execution", Templates.cancel(view));
  }

  private Response retryForm(int status, UUID execution, @Nullable ErrorView error) {
    var view = new OrderView(api.execution(execution), "", error);
    return dialogs.show(status, NAV, "Retry an execution", Templates.retry(view));
  }

  private static Response done(UUID execution, String said) {
    return Response.seeOther(URI.create(ExecutionFilter.PATH + "/" + execution + "?said=" + said))
        .build();
  }

  /** The message on the execution's page after an action. */
  static String said(@Nullable String said) {
    return switch (said) {
      case "cancelled" -> "It was cancelled.";
      case "retried" -> "It is queued again.";
      case "submitted" -> "It is submitted.";
      case null, default -> "";
    };
  }
}
