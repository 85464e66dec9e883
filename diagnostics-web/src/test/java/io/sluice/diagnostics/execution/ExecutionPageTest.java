package io.sluice.diagnostics.execution;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.HOSTILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LogPage;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Html;
import io.sluice.diagnostics.page.Things;
import io.sluice.diagnostics.page.WithApi;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WithApi.class)
class ExecutionPageTest {

  private static final String PATH = "/executions/" + EXECUTION;
  private static final String GET = "GET /api/executions/" + EXECUTION;
  private static final String LOGS = GET + "/logs";
  private static final String CANCEL = "POST /api/executions/" + EXECUTION + "/cancel";
  private static final String RETRY = "POST /api/executions/" + EXECUTION + "/retry";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on(GET, Things.detail(ExecutionStatus.RUNNING, null));
    WithApi.api().on(LOGS, Things.lines(0, "", null));
  }

  @ParameterizedTest
  @EnumSource(ExecutionStatus.class)
  void showsEveryStatusAndFollowsWhatHasNotEnded(ExecutionStatus status) {
    WithApi.api().on(GET, Things.detail(status, null));

    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select("#status").text()).isEqualTo(status.name());
    assertThat(page.select("#state[data-hx-get]")).hasSize(status.terminal() ? 0 : 1);
    assertThat(page.select("#retry")).hasSize(status.terminal() ? 1 : 0);
    assertThat(page.select("#cancel")).hasSize(status.terminal() ? 0 : 1);
    assertThat(page.select("#attempt-1").text()).contains("1.7", "worker-1", "not the cause");
  }

  @Test
  void saysWhenAResultWasRecordedLongAfterItsEnd() {
    WithApi.api().on(GET, Things.detail(ExecutionStatus.SUCCESS, null));

    assertThat(Browser.signedIn().page(PATH).select("#recorded").text()).contains("recorded");
  }

  @Test
  void showsWhatAWorkflowWroteAsText() {
    WithApi.api().on(GET, Things.detail(ExecutionStatus.FAILED, HOSTILE));
    WithApi.api().on(LOGS, Things.lines(3, HOSTILE, null));

    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select("img[src=x], main script")).isEmpty();
    assertThat(page.title()).contains("<script>");
    assertThat(page.select("#input").text()).contains("<script>alert(2)</script>");
    assertThat(page.select("#l1-0 .message").text()).contains("<script>", "\\u001B[31m");
    assertThat(page.text()).doesNotContain("\u202e").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 10_000})
  void showsAThousandLinesAtMostAndHasAPlaceForEach(int all) {
    WithApi.api()
        .on(
            LOGS,
            request -> {
              int from = after(request);
              int count = Math.min(200, all - from);
              String next = from + count < all ? "1.1." + (from + count) : null;
              return new ApiStub.Reply(200, linesFrom(from, count, next));
            });

    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select(".log-lines li")).hasSize(Math.min(all, 1_000));
    assertThat(page.select("#log-further")).hasSize(all > 1_000 ? 1 : 0);
    assertThat(page.select(".log-tail[data-hx-get]")).hasSize(all > 1_000 ? 0 : 1);
    if (all > 1_000) {
      assertThat(page.select("#l1-450 a.at").attr("href"))
          .isEqualTo(PATH + "?after=1.1.400#l1-450");
    }
  }

  private static int after(ApiStub.Request request) {
    String query = request.query() == null ? "" : request.query();
    int at = query.indexOf("after=1.1.");
    return at < 0 ? 0 : Integer.parseInt(query.substring(at + 10).split("&", 2)[0]);
  }

  private static LogPage linesFrom(int from, int count, @Nullable String next) {
    return new LogPage(
        IntStream.range(from, from + count)
            .mapToObj(seq -> new LogPage.Line(seq, Things.NOON, "INFO", "line " + seq, 1))
            .toList(),
        next,
        null);
  }

  @Test
  void followsTheEndOfTheLogByAFragment() {
    WithApi.api().on(LOGS, Things.lines(3, "hello", null));

    Response tail = Browser.signedIn().fragment(PATH + "/log/live?level=INFO&after=1.1.400");

    assertThat(tail.asString()).contains("hello", "data-hx-trigger").doesNotContain("<html");
    assertThat(WithApi.api().heard(LOGS).getLast().query()).contains("after=1.1.400", "level=INFO");
  }

  @Test
  void givesTheLogAsAFileOfPlainText() {
    WithApi.api().on(LOGS, Things.lines(2, HOSTILE, null));

    Response file = Browser.signedIn().get(PATH + "/log.txt");

    assertThat(file.contentType()).startsWith("text/plain");
    assertThat(file.header("Content-Disposition")).startsWith("attachment");
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(file.asString().lines()).hasSize(2);
  }

  @Test
  void standsWithoutItsLog() {
    WithApi.api().refuse(LOGS, 503, "unavailable", "Away", "No database.");

    assertThat(Browser.signedIn().page(PATH).select("#log-panel [role=alert]").text())
        .contains("could not be read", "No database.");
  }

  @Test
  void saysThatThereIsNoSuchExecution() {
    WithApi.api()
        .refuse(GET, 404, "no-such-execution", "There is no such execution", "None has this id.");
    Browser browser = Browser.signedIn();

    assertThat(browser.page(PATH, 404).text()).contains("There is no such execution");
    assertThat(browser.page("/executions/nonsense", 404).text()).contains("no such page");
  }

  @Test
  void cancelsWithAReasonAndComesBack() {
    WithApi.api()
        .on(
            CANCEL,
            _ -> new ApiStub.Reply(202, new SubmitAnswer(EXECUTION, ExecutionStatus.RUNNING)));
    Browser browser = Browser.signedIn();
    assertThat(browser.page(PATH + "/cancel").select("#cancel-form")).hasSize(1);

    Response answer = browser.post(PATH + "/cancel", Map.of("reason", "wrong input"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(browser.page(PATH + "?said=cancelled").select("#said").text()).contains("cancelled");
    assertThat(WithApi.api().heard(CANCEL).getLast().body()).contains("wrong input");
  }

  @Test
  void theFormOfADialogIsAloneForAPageThatOpensIt() {
    String alone = Browser.signedIn().fragment(PATH + "/cancel").asString();

    assertThat(alone).contains("cancel-form", "csrf-token").doesNotContain("<html");
  }

  @Test
  void saysOnTheFormWhyAnOrderWasRefused() {
    WithApi.api()
        .refuse(RETRY, 409, "attempt-still-alive", "An attempt of it is still alive", "Wait.");
    WithApi.api().on(GET, Things.detail(ExecutionStatus.FAILED, null));

    Document page = Browser.signedIn().form(PATH + "/retry", Map.of(), 409);

    assertThat(page.select("[role=alert]").text()).contains("still alive", "Wait.");
    assertThat(page.select("#retry-form")).hasSize(1);
  }

  @Test
  void givesNoOrderWithoutTheTokenOfItsForm() {
    Response answer = Browser.signedIn().postWithoutToken(PATH + "/cancel", Map.of("reason", "x"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Html.checked(answer.asString()).select("main").text())
        .contains("This form has expired", "Nothing was done");
    assertThat(WithApi.api().heard(CANCEL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"viewer, 0, 1", "operator, 1, 0", "deployer, 1, 0", "platform-admin, 1, 0"})
  void offersOrdersByRole(String role, int links, int disabled) {
    WithApi.api().role(role);

    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select("#cancel")).hasSize(links);
    assertThat(page.select("#state button[disabled]")).hasSize(disabled);
  }
}
