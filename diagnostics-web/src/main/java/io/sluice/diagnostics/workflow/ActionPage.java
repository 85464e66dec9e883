package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.ActionApi.ActionView.Vote;
import io.sluice.api.CouncilApi.VoteRequest;
import io.sluice.api.ExecutionStatus;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** One action: what it is for, what it waits for, its votes, and the form to vote. */
@Path(ActionsPage.PATH + "/{id}")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ActionPage {

  private static final ErrorView NO_VOTE =
      new ErrorView(422, "There is no vote", "Press Approve or Reject.");

  private final AdminApiClient api;

  ActionPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance action(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param comment what was typed before a refusal
   * @param error why a vote was refused; null if none was
   */
  record View(ActionView action, boolean voted, String comment, @Nullable ErrorView error) {

    public boolean waitsForVotes() {
      return action.status() == ExecutionStatus.AWAITING_APPROVAL;
    }

    public List<Vote> votes() {
      ActionView.Approval approval = action.approval();
      return approval == null ? List.of() : Objects.requireNonNullElse(approval.votes(), List.of());
    }

    public List<Map.Entry<String, BigDecimal>> savings() {
      Map<String, BigDecimal> savings = action.calculatedSavings();
      return savings == null ? List.of() : List.copyOf(savings.entrySet());
    }
  }

  @GET
  public TemplateInstance show(
      @PathParam("id") String id, @QueryParam("said") @Nullable String said) {
    return Templates.action(new View(api.action(Ids.of(id)), "voted".equals(said), "", null));
  }

  /** Votes as the signed-in person. */
  @POST
  @Path("vote")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response vote(
      @PathParam("id") String id,
      @FormParam("vote") @Nullable String vote,
      @FormParam("comment") @Nullable String comment) {
    String words = Typed.text(comment);
    if (vote == null) {
      return refused(id, words, NO_VOTE);
    }
    try {
      api.vote(new VoteRequest(Ids.of(id), vote, words.isEmpty() ? null : words));
      return Response.seeOther(URI.create(ActionsPage.PATH + "/" + id + "?said=voted")).build();
    } catch (ApiProblem | ProcessingException failure) {
      return refused(id, words, refusal(failure));
    }
  }

  private Response refused(String id, String comment, ErrorView error) {
    return Response.status(error.status())
        .entity(Templates.action(new View(api.action(Ids.of(id)), false, comment, error)))
        .build();
  }

  /** A vote that is refused has nothing to do with the role, which the usual sentence names. */
  private static ErrorView refusal(RuntimeException failure) {
    return failure instanceof ApiProblem problem
            && problem.status() == Response.Status.FORBIDDEN.getStatusCode()
        ? new ErrorView(problem.status(), problem.title(), problem.sentence())
        : ErrorView.of(failure);
  }
}
