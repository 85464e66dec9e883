package io.sluice.diagnostics.workflow;

import static io.sluice.diagnostics.page.Things.HOSTILE;
import static io.sluice.diagnostics.page.Things.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Things;
import io.sluice.diagnostics.page.WithApi;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class WorkflowSettingsPageTest {

  private static final String ONE = "/api/workflows/" + WORKFLOW;
  private static final String PATH = "/workflows/" + WORKFLOW + "/settings";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on("GET " + ONE, Things.workflow(HOSTILE, false));
    WithApi.api().on("PATCH " + ONE, Things.workflow(HOSTILE, false));
  }

  @Test
  void theFormHasThePresentSettings() {
    Document page = Browser.signedIn().page(PATH);

    assertThat(page.select("#timeout_seconds").val()).isEqualTo("30");
    assertThat(page.select("#execution_model option[selected]").val()).isEqualTo("process");
    assertThat(page.select("#enabled[checked]")).hasSize(1);
    assertThat(page.select("img[src=x]")).isEmpty();
  }

  @Test
  void savesThemWithAReason() {
    var answer =
        Browser.signedIn()
            .post(
                PATH,
                Map.of(
                    "timeout_seconds", "",
                    "max_retries", "0",
                    "execution_model", "default",
                    "description", " d ",
                    "reason", "why"));

    assertThat(answer.header("Location")).endsWith("/workflows/" + WORKFLOW);
    assertThat(WithApi.api().heard("PATCH " + ONE).getLast().body())
        .contains("\"timeout_seconds\":0", "\"max_retries\":0", "\"execution_model\":\"default\"")
        .contains("\"enabled\":false", "\"description\":\"d\"", "\"reason\":\"why\"");
  }

  @Test
  void aRefusalSaysWhyAndKeepsWhatWasTyped() {
    WithApi.api().refuse("PATCH " + ONE, 422, "invalid-request", "It breaks a rule", "Too long.");
    Browser browser = Browser.signedIn();

    Document page = browser.form(PATH, Map.of("timeout_seconds", "9", "max_retries", "1"), 422);

    assertThat(page.select("[role=alert]").text()).contains("Too long.");
    assertThat(page.select("#timeout_seconds").val()).isEqualTo("9");
    assertThat(browser.form(PATH, Map.of("max_retries", "x"), 422).text())
        .contains("is a whole number");
  }
}
