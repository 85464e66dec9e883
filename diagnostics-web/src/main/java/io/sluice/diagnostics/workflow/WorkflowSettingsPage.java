package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.WorkflowChange;
import io.sluice.api.WorkflowView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Dialogs;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.NotReadable;
import io.sluice.diagnostics.page.Typed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BeanParam;
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
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Changes the settings of a workflow: its timeout, model, retries, description and whether it may
 * be submitted.
 */
@Path(WorkflowsPage.PATH + "/{id}/settings")
@ApplicationScoped
@RunOnVirtualThread
class WorkflowSettingsPage {

  private final AdminApiClient api;
  private final Dialogs dialogs;

  WorkflowSettingsPage(@RestClient AdminApiClient api, Dialogs dialogs) {
    this.api = api;
    this.dialogs = dialogs;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance settings(View view);

    private Templates() {}
  }

  /** The typed values. An empty timeout uses the installation's default. */
  record Form(
      @FormParam("timeout_seconds") @Nullable String timeoutSeconds,
      @FormParam("execution_model") @Nullable String executionModel,
      @FormParam("max_retries") @Nullable String maxRetries,
      @FormParam("enabled") @Nullable String enabled,
      @FormParam("description") @Nullable String description,
      @FormParam("reason") @Nullable String reason) {

    static Form of(WorkflowView workflow) {
      Integer timeout = workflow.timeoutSeconds();
      String model = workflow.executionModel();
      return new Form(
          timeout == null ? "" : timeout.toString(),
          model == null ? "default" : model,
          Integer.toString(workflow.maxRetries()),
          workflow.enabled() ? "true" : "",
          workflow.description(),
          "");
    }

    WorkflowChange change() {
      return new WorkflowChange(
          Typed.text(timeoutSeconds).isEmpty()
              ? Integer.valueOf(0)
              : Typed.number("The timeout", timeoutSeconds),
          Typed.text(executionModel),
          Typed.number("The number of retries", maxRetries),
          "true".equals(enabled),
          Typed.text(description),
          Typed.optional(reason));
    }
  }

  /** The data of the form, with the reason of a refusal. */
  record View(WorkflowView w, Form form, @Nullable ErrorView error) {

    public String path() {
      return WorkflowsPage.PATH + "/" + w.workflowId();
    }
  }

  @GET
  public Response ask(@PathParam("id") String id) {
    WorkflowView workflow = workflow(id);
    return form(200, new View(workflow, Form.of(workflow), null));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(@PathParam("id") String id, @BeanParam Form form) {
    try {
      var _ = api.changeWorkflow(Ids.of(id), form.change());
      return Response.seeOther(URI.create(WorkflowsPage.PATH + "/" + Ids.of(id))).build();
    } catch (NotReadable wrong) {
      return refused(id, form, wrong.error());
    } catch (ApiProblem | ProcessingException failure) {
      return refused(id, form, ErrorView.of(failure));
    }
  }

  private Response refused(String id, Form form, ErrorView error) {
    return form(error.status(), new View(workflow(id), form, error));
  }

  private WorkflowView workflow(String id) {
    return api.workflow(Ids.of(id).toString());
  }

  private Response form(int status, View view) {
    return dialogs.show(
        status, "workflows", "Settings of " + view.w().name(), Templates.settings(view));
  }
}
