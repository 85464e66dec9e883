package io.sluice.diagnostics.workflow;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.HOSTILE;
import static io.sluice.diagnostics.page.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.CouncilView.Delegation;
import io.sluice.api.CouncilApi.CouncilView.Member;
import io.sluice.api.Page;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class CouncilPagesTest {

  private static final String COUNCILS = "/api/councils";
  private static final String COUNCIL = COUNCILS + "/" + EXECUTION;
  private static final String TYPES = "/api/action_types";
  private static final String PATH = "/councils/" + EXECUTION;

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on("GET " + COUNCILS, new Page<>(List.of(council(HOSTILE)), "next"));
    WithApi.api().on("GET " + COUNCIL, council("board"));
    WithApi.api()
        .on(
            "GET " + TYPES,
            new Page<>(
                List.of(new ActionType("site", HOSTILE, HOSTILE, EXECUTION, 60, "high", 3)), null));
  }

  @Test
  void listsCouncilsWithHostileNamesAsText() {
    Document page = Browser.signedIn().page("/councils");

    assertThat(page.select("#councils tbody tr")).hasSize(1);
    assertThat(page.select("#councils td").eachText()).contains("2", "1", "1h 30m 00s");
    assertThat(page.select("img[src=x]")).isEmpty();
    assertThat(page.select("#next-page").attr("href")).contains("cursor=next");
  }

  @Test
  void makesACouncilFromLinesAndHours() {
    WithApi.api().on("POST " + COUNCILS, council("board"));

    var answer =
        Browser.signedIn()
            .post(
                "/councils",
                Map.of(
                    "name", "board",
                    "members", "ada\nbob, cy\n",
                    "veto_members", "cy",
                    "quorum", "2",
                    "deadline_hours", "1.5"));

    assertThat(answer.header("Location")).endsWith(PATH);
    assertThat(WithApi.api().heard("POST " + COUNCILS).getLast().body())
        .contains("\"members\":[\"ada\",\"bob\",\"cy\"]", "\"veto_members\":[\"cy\"]")
        .contains("\"quorum\":2", "\"deadline_seconds\":5400");
  }

  @Test
  void aRefusedCouncilSaysWhyAndKeepsWhatWasTyped() {
    WithApi.api()
        .refuse("POST " + COUNCILS, 422, "invalid-request", "It breaks a rule", "quorum is 3.");
    Browser browser = Browser.signedIn();

    Document page = browser.form("/councils", Map.of("name", "x", "members", "ada"), 422);
    Document number = browser.form("/councils", Map.of("name", "x", "quorum", "two"), 422);

    assertThat(page.select("[role=alert]").text()).contains("quorum is 3.");
    assertThat(page.select("details[open] #members").val()).isEqualTo("ada");
    assertThat(number.select("[role=alert]").text()).contains("The quorum is a whole number");
  }

  @Test
  void showsMembersAndTheirDelegations() {
    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select("#council-members tbody tr")).hasSize(2);
    assertThat(page.select("#council-members").text()).contains("ada", "yes", "dee");
    assertThat(page.select("#council-form #deadline_hours").val()).isEqualTo("1.5");
    assertThat(page.select("#council-form #members").val()).isEqualTo("ada\nbob");
  }

  @Test
  void delegatesAVoteAndEndsADelegation() {
    String delegation = COUNCIL + "/members/bob/delegation";
    WithApi.api().on("PUT " + delegation, council("board"));
    WithApi.api().on("DELETE " + delegation, council("board"));
    Browser browser = Browser.signedIn();
    String form = PATH + "/members/bob/delegation";

    var answer = browser.post(form, Map.of("delegate", "eve", "until", "2030-01-31T12:00"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(WithApi.api().heard("PUT " + delegation).getLast().body())
        .contains("\"delegate\":\"eve\"", "\"until\":\"2030-01-31T12:00:00Z\"");
    assertThat(browser.page(PATH + "?said=saved").select("#said").text()).contains("saved");
    browser.post(form, Map.of());
    assertThat(WithApi.api().heard("DELETE " + delegation)).hasSize(1);
    assertThat(browser.form(form, Map.of("delegate", "eve", "until", "soon"), 422).text())
        .contains("2026-01-31T12:00");
  }

  @Test
  void changesACouncil() {
    WithApi.api().on("PUT " + COUNCIL, council("board"));

    var answer =
        Browser.signedIn().post(PATH, Map.of("name", "board", "members", "ada", "quorum", "1"));

    assertThat(answer.header("Location")).endsWith(PATH + "?said=saved");
    assertThat(WithApi.api().heard("PUT " + COUNCIL).getLast().body())
        .contains("\"members\":[\"ada\"]")
        .doesNotContain("deadline_seconds\":5400");
  }

  @Test
  void listsAndSavesActionTypes() {
    WithApi.api()
        .on("PUT " + TYPES + "/site", new ActionType("site", "w", null, null, null, null, 3));
    Browser browser = Browser.signedIn();

    Document page = browser.page("/action-types");
    var answer =
        browser.post(
            "/action-types",
            Map.of(
                "name", "site",
                "workflow", "w",
                "council_id", EXECUTION,
                "max_retries", "0"));

    assertThat(page.select("#types tbody tr")).hasSize(1);
    assertThat(page.select("img[src=x]")).isEmpty();
    assertThat(page.select("#type-form #council_id option")).hasSize(2);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(WithApi.api().heard("PUT " + TYPES + "/site").getLast().body())
        .contains("\"workflow\":\"w\"", "\"council_id\":\"" + EXECUTION, "\"max_retries\":0");
  }

  @Test
  void deletesATypeAndSaysWhyNot() {
    WithApi.api().on("DELETE " + TYPES + "/site", "");
    Browser browser = Browser.signedIn();

    assertThat(browser.post("/action-types/site/delete", Map.of()).statusCode()).isEqualTo(303);
    WithApi.api()
        .refuse("DELETE " + TYPES + "/site", 404, "no-such-action-type", "None", "It is gone.");

    assertThat(browser.form("/action-types/site/delete", Map.of(), 404).text())
        .contains("It is gone.");
  }

  @Test
  void aViewerChangesNothing() {
    WithApi.api().role("viewer");
    Browser browser = Browser.signedIn();

    assertThat(browser.page("/councils").select("#council-form")).isEmpty();
    assertThat(browser.page(PATH).select("#council-form, #council-members form")).isEmpty();
    assertThat(browser.page("/action-types").select("#type-form, #types form")).isEmpty();
  }

  private static CouncilView council(String name) {
    return new CouncilView(
        EXECUTION,
        name,
        List.of(
            new Member("ada", true, new Delegation("dee", NOON, NOON.plusSeconds(3600))),
            new Member("bob", false, null)),
        1,
        5400,
        NOON,
        "kim");
  }
}
