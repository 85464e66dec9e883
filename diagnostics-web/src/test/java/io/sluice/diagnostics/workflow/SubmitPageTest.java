package io.sluice.diagnostics.workflow;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.HOSTILE;
import static io.sluice.diagnostics.page.Things.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Things;
import io.sluice.diagnostics.page.WithApi;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class SubmitPageTest {

  private static final String SUBMIT = "POST /api/executions";
  private static final String PATH = "/workflows/" + WORKFLOW + "/submit";
  private static final String SCHEMA =
      """
      {"type":"object","required":["pages"],"properties":{
       "pages":{"type":"integer","title":"<img src=x>","minimum":1,"default":3},
       "urgent":{"type":["boolean","null"]},"parts":{}}}
      """;

  @BeforeEach
  void adminApiIsThere() throws JsonProcessingException {
    WithApi.api().forget();
    WithApi.api()
        .on(
            "GET /api/workflows/" + WORKFLOW,
            Things.workflow(HOSTILE, false).withInputSchema(new ObjectMapper().readTree(SCHEMA)));
    WithApi.api().on(SUBMIT, new SubmitAnswer(EXECUTION, ExecutionStatus.PENDING));
  }

  @Test
  void theFormHasAFieldForEachPropertyAndHostileLabelsAsText() {
    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select("#submit-form input[type=number][required]").attr("value"))
        .isEqualTo("3");
    assertThat(page.select("#submit-form select[name='input.urgent'] option")).hasSize(3);
    assertThat(page.select("textarea[name='input.parts']")).hasSize(1);
    assertThat(page.select("img[src=x]")).isEmpty();
  }

  @Test
  void submitsOnceWithTheTypedValuesAndShowsTheExecution() {
    Browser browser = Browser.signedIn();
    String key = browser.page(PATH).select("input[name=key]").val();

    Response answer =
        browser.post(
            PATH,
            Map.of(
                "key", key,
                "input.pages", "5",
                "input.urgent", "true",
                "input.parts", "[1]",
                "priority", "high",
                "run_at", "2030-01-31T12:00"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/executions/" + EXECUTION + "?said=submitted");
    var heard = WithApi.api().heard(SUBMIT).getLast();
    assertThat(heard.idempotencyKey()).isEqualTo(key).hasSize(36);
    assertThat(heard.body())
        .contains("\"input\":{\"pages\":5,\"urgent\":true,\"parts\":[1]}")
        .contains("\"priority\":\"high\"", "\"run_at\":\"2030-01-31T12:00:00Z\"");
  }

  @Test
  void aRefusedFieldSaysWhyAndKeepsWhatWasTyped() {
    WithApi.api()
        .refuse(
            SUBMIT, 422, "invalid-request", "The request breaks a rule", "input.pages is wrong.");

    Document page =
        Browser.signedIn()
            .form(PATH, Map.of("key", "k-1", "input.pages", "0", "timeout_seconds", "7"), 422);

    assertThat(page.select("[role=alert]").text()).contains("input.pages is wrong.");
    assertThat(page.select("[id='input.pages']").val()).isEqualTo("0");
    assertThat(page.select("input[name=key]").val()).isEqualTo("k-1");
    assertThat(page.select("details#options[open] #timeout_seconds").val()).isEqualTo("7");
  }

  @Test
  void whatIsNotReadableIsNotSent() {
    Browser browser = Browser.signedIn();

    Document page = browser.form(PATH, Map.of("input.parts", "{"), 422);
    Document time = browser.form(PATH, Map.of("input.pages", "1", "run_at", "soon"), 422);
    Document number = browser.form(PATH, Map.of("input.pages", "1", "max_retries", "x"), 422);

    assertThat(page.select("textarea[aria-invalid=true]").val()).isEqualTo("{");
    assertThat(page.text()).contains("is not JSON");
    assertThat(time.select("[role=alert]").text()).contains("2026-01-31T12:00");
    assertThat(number.select("[role=alert]").text()).contains("whole number");
    assertThat(WithApi.api().heard(SUBMIT)).isEmpty();
  }

  @Test
  void aWorkflowWithoutASchemaTakesJson() {
    WithApi.api().on("GET /api/workflows/" + WORKFLOW, Things.workflow("plain", true));

    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select("textarea[name='input.']")).hasSize(1);
    assertThat(page.select("#blacklisted")).hasSize(1);
  }

  @Test
  void anUnknownWorkflowIsNotFound() {
    assertThat(Browser.signedIn().get("/workflows/x/submit").statusCode()).isEqualTo(404);
  }
}
