package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BundleApi.RollbackRequest;
import io.sluice.api.WorkflowView;
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
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Restores an earlier version of a workflow, after a confirmation. */
@Path(WorkflowsPage.PATH + "/{id}/rollback/{version: [0-9]{1,9}}")
@ApplicationScoped
@RunOnVirtualThread
class RollbackPage {

  private final AdminApiClient api;
  private final Dialogs dialogs;

  RollbackPage(@RestClient AdminApiClient api, Dialogs dialogs) {
    this.api = api;
    this.dialogs = dialogs;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance rollback(View view);

    private Templates() {}
  }

  /** The planned rollback, with the reason of a refusal. */
  record View(WorkflowView w, int version, String reason, @Nullable ErrorView error) {

    public String path() {
      return WorkflowsPage.PATH + "/" + w.workflowId();
    }
  }

  @GET
  public Response ask(@PathParam("id") String id, @PathParam("version") int version) {
    return form(200, new View(workflow(id), version, "", null));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response rollBack(
      @PathParam("id") String id,
      @PathParam("version") int version,
      @FormParam("reason") @Nullable String reason) {
    String why = Typed.text(reason);
    try {
      var _ = api.rollback(Ids.of(id), new RollbackRequest(version, why.isEmpty() ? null : why));
      return Response.seeOther(URI.create(WorkflowsPage.PATH + "/" + Ids.of(id))).build();
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return form(error.status(), new View(workflow(id), version, why, error));
    }
  }

  private WorkflowView workflow(String id) {
    return api.workflow(Ids.of(id).toString());
  }

  private Response form(int status, View view) {
    return dialogs.show(status, "workflows", "Restore a version", Templates.rollback(view));
  }
}
