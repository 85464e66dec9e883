package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BlacklistApi.BlacklistRequest;
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
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Puts a workflow on the blacklist, after a confirmation that states the consequences. */
@Path(BlacklistPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
class BlacklistForm {

  private static final String NAV = "blacklist";
  private static final int MAX_OFFERED = 200;

  private final AdminApiClient api;
  private final BlacklistTarget blocked;
  private final Dialogs dialogs;

  BlacklistForm(@RestClient AdminApiClient api, BlacklistTarget blocked, Dialogs dialogs) {
    this.api = api;
    this.blocked = blocked;
    this.dialogs = dialogs;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance pick(Pick view);

    static native TemplateInstance add(Add view);

    private Templates() {}
  }

  /** The choice of a workflow: some are offered, and any name can be typed. */
  record Pick(List<WorkflowView> offered, String typed, @Nullable ErrorView error) {}

  /**
   * The consequences of blacklisting one workflow.
   *
   * @param waiting executions that would be blocked, in words
   */
  record Add(WorkflowView workflow, String waiting, String reason, @Nullable ErrorView error) {}

  @GET
  @Path("add")
  public Response askAdd(@QueryParam("workflow") @Nullable String workflow) {
    String typed = Typed.text(workflow);
    if (typed.isEmpty()) {
      return pick(200, typed, null);
    }
    try {
      return addForm(200, api.workflow(typed), "", null);
    } catch (ApiProblem problem) {
      ErrorView error = ErrorView.of(problem);
      return pick(error.status(), typed, error);
    }
  }

  @POST
  @Path("add")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response add(
      @FormParam("workflow_id") @Nullable String workflowId,
      @FormParam("reason") @Nullable String reason) {
    WorkflowView workflow = api.workflow(Ids.of(Typed.text(workflowId)).toString());
    String why = Typed.text(reason);
    try {
      api.addToBlacklist(new BlacklistRequest(workflow.workflowId(), why));
      return done("added");
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return addForm(error.status(), workflow, why, error);
    }
  }

  private Response pick(int status, String typed, @Nullable ErrorView error) {
    var view = new Pick(api.workflows(null, MAX_OFFERED).items(), typed, error);
    return dialogs.show(status, NAV, "Blacklist a workflow", Templates.pick(view));
  }

  private Response addForm(
      int status, WorkflowView workflow, String reason, @Nullable ErrorView error) {
    var view = new Add(workflow, blocked.waiting(workflow), reason, error);
    return dialogs.show(status, NAV, "Blacklist " + workflow.name(), Templates.add(view));
  }

  static Response done(String said) {
    return Response.seeOther(URI.create(BlacklistPage.PATH + "?said=" + said)).build();
  }

  /** The message above the table after an action. */
  static String said(@Nullable String said) {
    return switch (said) {
      case "added" -> "The workflow is on the blacklist. Its waiting executions end as BLOCKED.";
      case "removed" ->
          "The workflow may run again, and its count of stuck executions starts at 0.";
      case "probation" -> "The workflow is on probation: it runs one execution at a time, alone.";
      case null, default -> "";
    };
  }
}
