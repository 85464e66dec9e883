package io.sluice.diagnostics.workflow;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.HOSTILE;
import static io.sluice.diagnostics.page.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.ActionApi.ActionView.Approval;
import io.sluice.api.ActionApi.ActionView.Vote;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Page;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class ActionPagesTest {

  private static final String LIST = "GET /api/workflow_actions";
  private static final String ONE = LIST + "/" + EXECUTION;
  private static final String VOTE = "POST /api/council/vote";
  private static final String PATH = "/actions/" + EXECUTION;

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on(LIST, new Page<>(List.of(action(null)), "next"));
    WithApi.api().on(ONE, action(null));
  }

  @Test
  void listsActionsWithWhatTheyWaitForAndHostileNamesAsText() {
    Document page = Browser.signedIn().page("/actions?status=AWAITING_APPROVAL&agent=a");

    assertThat(page.select("#actions tbody tr")).hasSize(1);
    assertThat(page.select("#actions").text()).contains("AWAITING_APPROVAL", "board", "undecided");
    assertThat(page.select("img[src=x]")).isEmpty();
    assertThat(page.select("#next-page").attr("href"))
        .contains("cursor=next", "status=AWAITING_APPROVAL", "agent=a");
    assertThat(WithApi.api().heard(LIST).getLast().query())
        .contains("status=AWAITING_APPROVAL", "agent=a", "limit=50");
  }

  @Test
  void showsTheBusinessCaseTheVotesAndAFormWhileTheCouncilDecides() {
    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select(".saving").eachText()).containsExactly("250.00");
    assertThat(page.select("#timeline li").eachText().getLast())
        .contains("Waits for the council board", "2 approvals");
    assertThat(page.select("#votes tbody tr")).hasSize(1);
    assertThat(page.select("#votes").text()).contains("ada", "by dee");
    assertThat(page.select("#vote-form button").eachAttr("value"))
        .containsExactly("approve", "reject");
  }

  @Test
  void aDecidedActionHasNoForm() {
    WithApi.api().on(ONE, action("rejected"));

    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select("#vote-form")).isEmpty();
    assertThat(page.select("#timeline").text()).contains("board: rejected");
  }

  @Test
  void votesWithAComment() {
    WithApi.api().on(VOTE, action("approved"));
    Browser browser = Browser.signedIn();

    var answer = browser.post(PATH + "/vote", Map.of("vote", "approve", "comment", " fine "));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(WithApi.api().heard(VOTE).getLast().body())
        .contains("\"vote\":\"approve\"", "\"comment\":\"fine\"", EXECUTION.toString());
    assertThat(browser.page(PATH + "?said=voted").select("#said").text())
        .contains("Your vote is counted");
  }

  @Test
  void aRefusedVoteSaysWhyAndKeepsTheComment() {
    WithApi.api()
        .refuse(VOTE, 403, "may-not-vote", "You may not vote on this", "You asked for the action.");

    Document page =
        Browser.signedIn().form(PATH + "/vote", Map.of("vote", "reject", "comment", "no"), 403);

    assertThat(page.select("[role=alert]").text()).contains("You asked for the action.");
    assertThat(page.select("#comment").val()).isEqualTo("no");
  }

  /** Enter in a line of text would press the first button of the form. */
  @Test
  void aFormWithoutAVoteVotesNothing() {
    Browser browser = Browser.signedIn();

    Document page = browser.form(PATH + "/vote", Map.of("comment", "hm"), 422);

    assertThat(page.select("[role=alert]").text()).contains("Press Approve or Reject.");
    assertThat(WithApi.api().heard(VOTE)).isEmpty();
    assertThat(page.select("textarea#comment")).hasSize(1);
  }

  @Test
  void anUnknownActionIsNotFound() {
    WithApi.api()
        .refuse(ONE, 404, "no-such-action", "There is no such action", "No action has the id.");

    assertThat(Browser.signedIn().get(PATH).statusCode()).isEqualTo(404);
    assertThat(Browser.signedIn().get("/actions/x").statusCode()).isEqualTo(404);
  }

  private static ActionView action(@Nullable String decision) {
    return new ActionView(
        EXECUTION,
        HOSTILE,
        "import",
        "a",
        "kim",
        null,
        NOON,
        decision == null ? ExecutionStatus.AWAITING_APPROVAL : ExecutionStatus.CANCELLED,
        decision == null ? null : "ApprovalRejected",
        decision == null ? null : "board rejected it.",
        null,
        decision == null ? null : NOON,
        Map.of("weekly_savings", new BigDecimal("250.00")),
        new Approval(
            UUID.randomUUID(),
            "board",
            2,
            NOON,
            decision,
            decision == null ? null : NOON,
            List.of(new Vote("ada", "dee", "approve", null, NOON))));
  }
}
