package io.sluice.diagnostics.execution;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.HOSTILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on(LIST, new Page<>(Things.executions(2, HOSTILE), "next"));
  }

  @Test
  void listsThemWithTheFilterAndHostileNamesAsText() {
    Document page = Browser.signedIn().page("/dead-letters?workflow=import");

    assertThat(page.select("#letters tbody tr")).hasSize(2);
    assertThat(page.select("img[src=x], #letters script")).isEmpty();
    assertThat(page.select("#next-page").attr("href")).contains("cursor=next", "workflow=import");
    assertThat(page.select("#requeue-all").attr("action"))
        .isEqualTo("/dead-letters/requeue?workflow=import");
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
  void runsAllMatchingAgainAndSaysWhichStay() {
    WithApi.api()
        .on(
            ALL,
            new RequeueAnswer(
                7,
                1,
                List.of(new RequeueAnswer.Refused(EXECUTION, "It is blacklisted", HOSTILE)),
                null));

    Document page =
        Browser.signedIn().form("/dead-letters/requeue?error_type=WorkerLost", Map.of(), 200);

    assertThat(page.select("#said").text()).isEqualTo("7 executions wait again, 1 stay here.");
    assertThat(page.select("#refused li")).hasSize(1);
    assertThat(page.select("img[src=x]")).isEmpty();
    assertThat(WithApi.api().heard(ALL).getLast().body()).contains("\"error_type\":\"WorkerLost\"");
  }

  @Test
  void withoutAFilterManyAreNotOffered() {
    Document page = Browser.signedIn().page("/dead-letters");

    assertThat(page.select("#requeue-all")).isEmpty();
    assertThat(page.select("#filter-first")).hasSize(1);
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

    assertThat(page.select("#requeue-all button").hasAttr("disabled")).isTrue();
    assertThat(page.select("[id^=requeue-0]")).isEmpty();
  }
}
