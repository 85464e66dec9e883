package io.sluice.diagnostics.blacklist;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BlacklistEntry;
import io.sluice.api.BlacklistRequest;
import io.sluice.api.ProbationRequest;
import io.sluice.api.WorkflowView;
import io.sluice.diagnostics.api.AdminApi;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Dialogs;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.Trouble;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Puts a workflow on the blacklist, takes it off, and tries it again by probes. */
@Path(BlacklistPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
class BlacklistOrders {

  private static final String NAV = "blacklist";
  private static final int MOST_OFFERED = 200;

  private final AdminApi api;
  private final Blocked blocked;
  private final Dialogs dialogs;

  BlacklistOrders(@RestClient AdminApi api, Blocked blocked, Dialogs dialogs) {
    this.api = api;
    this.blocked = blocked;
    this.dialogs = dialogs;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance pick(Pick view);

    static native TemplateInstance add(Add view);

    static native TemplateInstance remove(Release view);

    static native TemplateInstance probation(Release view);

    private Templates() {}
  }

  /** Which workflow; some are offered, and any can be typed. */
  record Pick(List<WorkflowView> offered, String typed, @Nullable Trouble trouble) {}

  /**
   * What blacklisting means for one workflow.
   *
   * @param waiting executions that would be blocked, in words
   */
  record Add(WorkflowView workflow, String waiting, String reason, @Nullable Trouble trouble) {}

  /** What releasing means for one entry. */
  record Release(BlacklistEntry entry, String reason, int successes, @Nullable Trouble trouble) {

    public String path() {
      return BlacklistPage.PATH + "/" + entry.workflowId();
    }
  }

  @GET
  @Path("add")
  public Response askAdd(@QueryParam("workflow") @Nullable String workflow) {
    String typed = workflow == null ? "" : workflow.strip();
    if (typed.isEmpty()) {
      return pick(200, typed, null);
    }
    try {
      return addForm(200, api.workflow(typed), "", null);
    } catch (ApiProblem problem) {
      Trouble trouble = Trouble.of(problem);
      return pick(trouble.status(), typed, trouble);
    }
  }

  @POST
  @Path("add")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response add(
      @FormParam("workflow_id") @Nullable String workflowId,
      @FormParam("reason") @Nullable String reason) {
    WorkflowView workflow = api.workflow(Ids.of(plain(workflowId)).toString());
    String why = plain(reason);
    try {
      api.addToBlacklist(new BlacklistRequest(workflow.workflowId(), why));
      return done("added");
    } catch (ApiProblem | ProcessingException failure) {
      Trouble trouble = Trouble.of(failure);
      return addForm(trouble.status(), workflow, why, trouble);
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
    String why = plain(reason);
    if (why.isEmpty()) {
      var missing =
          new Trouble(422, "A reason is missing", "Say why it may run again; it is in the audit.");
      return removeForm(422, new Release(entry(workflow), why, 0, missing));
    }
    try {
      api.removeFromBlacklist(Ids.of(workflow), why);
      return done("removed");
    } catch (ApiProblem | ProcessingException failure) {
      Trouble trouble = Trouble.of(failure);
      return removeForm(trouble.status(), new Release(entry(workflow), why, 0, trouble));
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
    String why = plain(reason);
    int successes = number(plain(wanted));
    try {
      api.probation(Ids.of(workflow), new ProbationRequest(successes, why));
      return done("probation");
    } catch (ApiProblem | ProcessingException failure) {
      Trouble trouble = Trouble.of(failure);
      return probationForm(trouble.status(), new Release(entry(workflow), why, successes, trouble));
    }
  }

  private BlacklistEntry entry(String workflow) {
    return blocked.entry(Ids.of(workflow));
  }

  private Response pick(int status, String typed, @Nullable Trouble trouble) {
    var view = new Pick(api.workflows(null, MOST_OFFERED).items(), typed, trouble);
    return dialogs.show(status, NAV, "Blacklist a workflow", Templates.pick(view));
  }

  private Response addForm(
      int status, WorkflowView workflow, String reason, @Nullable Trouble trouble) {
    var view = new Add(workflow, blocked.waiting(workflow), reason, trouble);
    return dialogs.show(status, NAV, "Blacklist " + workflow.name(), Templates.add(view));
  }

  private Response removeForm(int status, Release view) {
    return dialogs.show(status, NAV, "Remove from the blacklist", Templates.remove(view));
  }

  private Response probationForm(int status, Release view) {
    return dialogs.show(status, NAV, "Release on probation", Templates.probation(view));
  }

  /** 0 for what is no number, which admin-api refuses with the range. */
  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private static String plain(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static Response done(String said) {
    return Response.seeOther(URI.create(BlacklistPage.PATH + "?said=" + said)).build();
  }

  /** What the table says after an order. */
  static String said(@Nullable String said) {
    return switch (said) {
      case "added" -> "The workflow is on the blacklist. What waited of it ends as BLOCKED.";
      case "removed" -> "The workflow may run again, and its count starts afresh.";
      case "probation" -> "The workflow is on probation: it runs one execution at a time, alone.";
      case null, default -> "";
    };
  }
}
