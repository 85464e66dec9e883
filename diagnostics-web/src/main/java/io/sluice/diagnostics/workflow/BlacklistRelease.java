package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.BlacklistApi.ProbationRequest;
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
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Takes a workflow off the blacklist, at once or after successful trial runs. */
@Path(BlacklistPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
class BlacklistRelease {

  private static final String NAV = "blacklist";

  private final AdminApiClient api;
  private final BlacklistTarget blocked;
  private final Dialogs dialogs;

  BlacklistRelease(@RestClient AdminApiClient api, BlacklistTarget blocked, Dialogs dialogs) {
    this.api = api;
    this.blocked = blocked;
    this.dialogs = dialogs;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance remove(Release view);

    static native TemplateInstance probation(Release view);

    private Templates() {}
  }

  /** The consequences of releasing one entry. */
  record Release(BlacklistEntry entry, String reason, int successes, @Nullable ErrorView error) {

    public String path() {
      return BlacklistPage.PATH + "/" + entry.workflowId();
    }
  }

  @GET
  @Path("{workflow}/remove")
  public Response askRemove(@PathParam("workflow") String workflow) {
    return removeForm(200, new Release(entry(workflow), "", 0, null));
  }

  @POST
  @Path("{workflow}/remove")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response remove(
      @PathParam("workflow") String workflow, @FormParam("reason") @Nullable String reason) {
    String why = Typed.text(reason);
    if (why.isEmpty()) {
      var missing =
          new ErrorView(422, "A reason is missing", "Give a reason; the audit log records it.");
      return removeForm(422, new Release(entry(workflow), why, 0, missing));
    }
    try {
      api.removeFromBlacklist(Ids.of(workflow), why);
      return BlacklistForm.done("removed");
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return removeForm(error.status(), new Release(entry(workflow), why, 0, error));
    }
  }

  @GET
  @Path("{workflow}/probation")
  public Response askProbation(@PathParam("workflow") String workflow) {
    return probationForm(200, new Release(entry(workflow), "", 3, null));
  }

  @POST
  @Path("{workflow}/probation")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response probation(
      @PathParam("workflow") String workflow,
      @FormParam("successes") @Nullable String wanted,
      @FormParam("reason") @Nullable String reason) {
    String why = Typed.text(reason);
    int successes = number(Typed.text(wanted));
    try {
      api.probation(Ids.of(workflow), new ProbationRequest(successes, why));
      return BlacklistForm.done("probation");
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return probationForm(error.status(), new Release(entry(workflow), why, successes, error));
    }
  }

  private BlacklistEntry entry(String workflow) {
    return blocked.entry(Ids.of(workflow));
  }

  private Response removeForm(int status, Release view) {
    return dialogs.show(status, NAV, "Remove from the blacklist", Templates.remove(view));
  }

  private Response probationForm(int status, Release view) {
    return dialogs.show(status, NAV, "Release on probation", Templates.probation(view));
  }

  /** Parses a number; 0 for other texts, which admin-api refuses with the valid range. */
  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException none) {
      return 0;
    }
  }
}
