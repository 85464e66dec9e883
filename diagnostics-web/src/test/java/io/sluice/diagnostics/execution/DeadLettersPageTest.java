package io.sluice.diagnostics.execution;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.HOSTILE;
import static io.sluice.diagnostics.page.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.BulkApi.BulkReceipt;
import io.sluice.api.DeadLetterApi.DeadLetterGroup;
import io.sluice.api.DeadLetterApi.RequeueAnswer;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Things;
import io.sluice.diagnostics.page.WithApi;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class DeadLettersPageTest {

  private static final String LIST = "GET /api/dead-letters";
  private static final String ALL = "POST /api/dead-letters/requeue";
  private static final String ONE = "POST /api/dead-letters/" + EXECUTION + "/requeue";

  private static final String DISCARD = "POST /api/dead-letters/" + EXECUTION + "/discard";
  private static final String BULK = "POST /api/executions/bulk";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on(LIST, new Page<>(Things.executions(2, HOSTILE), "next"));
    WithApi.api()
        .on(
            LIST + "/groups",
            new Page<>(
                List.of(
                    new DeadLetterGroup(HOSTILE, "my.Error", HOSTILE, 7, NOON, NOON, EXECUTION)),
                null));
  }

  @Test
  void listsThemWithTheFilterAndHostileNamesAsText() {
    Document page = Browser.signedIn().page("/dead-letters?workflow=import");

    assertThat(page.select("#letters tbody tr")).hasSize(2);
    assertThat(page.select("img[src=x], #letters script")).isEmpty();
    assertThat(page.select("#next-page").attr("href")).contains("cursor=next", "workflow=import");
    assertThat(page.select("#requeue-all").attr("action"))
        .isEqualTo("/dead-letters/matching?workflow=import");
    assertThat(page.select("#groups")).as("the whole, so not beside a filter").isEmpty();
    assertThat(WithApi.api().heard(LIST).getLast().query()).contains("workflow=import", "limit=50");
  }

  @Test
  void saysThatThereAreNone() {
    WithApi.api().on(LIST, new Page<ExecutionSummary>(List.of(), null));

    assertThat(Browser.signedIn().page("/dead-letters").select("#empty").text())
        .isEqualTo("There are no dead letters.");
  }

  @Test
  void runsOneAgainAndLeadsToIt() {
    WithApi.api().on(ONE, new SubmitAnswer(EXECUTION, ExecutionStatus.PENDING));

    var answer = Browser.signedIn().post("/dead-letters/" + EXECUTION + "/requeue", Map.of());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).contains("/executions/" + EXECUTION);
    assertThat(WithApi.api().heard(ONE)).hasSize(1);
  }

  @Test
  void groupsLeadToTheirDeadLettersAndHostileMessagesAreText() {
    Document page = Browser.signedIn().page("/dead-letters");

    assertThat(page.select("#groups tbody tr")).hasSize(1);
    assertThat(page.select("#groups tbody a").eachAttr("href").getFirst())
        .startsWith("/dead-letters?workflow=")
        .endsWith("&error_type=my.Error");
    assertThat(page.select("#groups img")).isEmpty();
  }

  @Test
  void runsTheChosenOnesAgainAndSaysWhichStay() {
    WithApi.api()
        .on(
            ALL,
            new RequeueAnswer(
                7,
                1,
                List.of(new RequeueAnswer.Refused(EXECUTION, "It is blacklisted", HOSTILE)),
                null));

    Document page =
        Browser.signedIn()
            .form("/dead-letters/selected", Map.of("id", EXECUTION, "do", "requeue"), 200);

    assertThat(page.select("#said").text()).isEqualTo("7 wait again, 1 stay here.");
    assertThat(page.select("#refused li")).hasSize(1);
    assertThat(page.select("img[src=x]")).isEmpty();
    assertThat(WithApi.api().heard(ALL).getLast().body())
        .contains("\"ids\":[\"" + EXECUTION + "\"]");
  }

  @Test
  void discardsTheChosenOnesWithAReason() {
    WithApi.api().on(DISCARD, "");
    Browser browser = Browser.signedIn();
    var chosen = Map.of("id", EXECUTION, "do", "discard", "reason", " known ");

    Document page = browser.form("/dead-letters/selected", chosen, 200);

    assertThat(page.select("#said").text()).isEqualTo("1 discarded.");
    assertThat(WithApi.api().heard(DISCARD).getLast().body()).contains("\"reason\":\"known\"");
    WithApi.api().refuse(DISCARD, 404, "no-such-dead-letter", "There is none", "It ran again.");
    assertThat(browser.form("/dead-letters/selected", chosen, 200).select("#refused").text())
        .contains("It ran again.");
  }

  @Test
  void withoutAChoiceOrAReasonNothingIsDone() {
    Browser browser = Browser.signedIn();

    Document none = browser.form("/dead-letters/selected", Map.of("do", "requeue"), 422);
    Document why =
        browser.form("/dead-letters/selected", Map.of("do", "discard", "id", EXECUTION), 422);

    assertThat(none.select("[role=alert]").text()).contains("Check the dead letters");
    assertThat(why.select("[role=alert]").text()).contains("Say why");
    assertThat(WithApi.api().heard(ALL)).isEmpty();
    assertThat(WithApi.api().heard(DISCARD)).isEmpty();
  }

  @Test
  void runsAllMatchingAgainAtARateAsABulkOperation() {
    WithApi.api().on(BULK, new BulkReceipt(EXECUTION, 9));
    Browser browser = Browser.signedIn();
    String path = "/dead-letters/matching?error_type=WorkerLost";

    var answer = browser.post(path, Map.of("do", "requeue", "per_second", "20"));

    assertThat(answer.header("Location")).endsWith("/executions/bulk/" + EXECUTION);
    assertThat(WithApi.api().heard(BULK).getLast().body())
        .contains("\"action\":\"retry\"", "\"error_type\":\"WorkerLost\"")
        .contains("\"dead_letter\":true", "\"per_second\":20");
    browser.post(path, Map.of("do", "discard", "reason", "known"));
    assertThat(WithApi.api().heard(BULK).getLast().body())
        .contains("\"action\":\"discard\"", "\"reason\":\"known\"");
    assertThat(browser.form(path, Map.of("per_second", "many"), 422).text())
        .contains("whole number from 1 to 1000");
  }

  @Test
  void aRefusalIsSaidBesideTheList() {
    WithApi.api()
        .refuse(ONE, 409, "workflow-blacklisted", "The workflow is blacklisted", "It spins.");

    Document page =
        Browser.signedIn().form("/dead-letters/" + EXECUTION + "/requeue", Map.of(), 409);

    assertThat(page.select("[role=alert]").text()).contains("It spins.");
    assertThat(page.select("#letters tbody tr")).hasSize(2);
  }

  @Test
  void aViewerRunsNothingAgain() {
    WithApi.api().role("viewer");

    Document page = Browser.signedIn().page("/dead-letters?workflow=import");

    assertThat(page.select("#requeue-all, #discard-all, #selected, input[name=id]")).isEmpty();
    assertThat(page.select("[id^=requeue-0]")).isEmpty();
  }
}
