package io.sluice.diagnostics.execution;

import static io.sluice.diagnostics.page.Things.HOSTILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.ExecutionStatistics;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Things;
import io.sluice.diagnostics.page.WithApi;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WithApi.class)
class ExecutionsPageTest {

  private static final String LIST = "GET /api/executions";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    answers(0, "import", null);
    WithApi.api()
        .on(
            "GET /api/executions/stats",
            new ExecutionStatistics(
                24, Things.NOON, 1_290, Map.of("SUCCESS", 1_284L, "FAILED", 6L), Map.of()));
  }

  private static void answers(int count, String name, @Nullable String next) {
    WithApi.api().on(LIST, new Page<>(Things.executions(count, name), next));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "20, 20", "10000, 50"})
  void showsAPageOfThemHoweverManyThereAre(int all, int shown) {
    answers(shown, "import", all > shown ? "next-one" : null);

    Document page = Browser.signedIn().page("/executions");

    assertThat(page.select("#executions tbody tr")).hasSize(shown);
    assertThat(page.select("#empty")).hasSize(shown == 0 ? 1 : 0);
    assertThat(page.select("#next-page").attr("href"))
        .isEqualTo(all > shown ? "/executions?cursor=next-one" : "");
    assertThat(page.select("#counts [data-status=SUCCESS]").text()).contains("1\u202f284");
    assertThat(WithApi.api().heard(LIST).getLast().query()).contains("limit=50");
  }

  @Test
  void showsHostileNamesAsText() {
    answers(3, HOSTILE, null);

    Document page = Browser.signedIn().page("/executions");

    assertThat(page.select("img[src=x], #executions script")).isEmpty();
    assertThat(page.select("#executions tbody th").eq(0).text())
        .contains("<script>alert(2)</script>", "\\u202Eevil\\u001B[31m")
        .doesNotContain("\u202e");
  }

  @Test
  void handsEveryFilterOnAndShowsItAsAChipThatTakesItAway() {
    Browser browser = Browser.signedIn();

    Document page =
        browser.page(
            "/executions?status=FAILED&status=TIMEOUT&workflow=import&error_type=ExecutionStuck"
                + "&worker_id=w&organization=acme&label=team%3Aimport&from=2026-01-31T12%3A00&q=a%20b");

    assertThat(WithApi.api().heard(LIST).getLast().query())
        .contains("status=FAILED%2CTIMEOUT")
        .contains("from=2026-01-31T12%3A00%3A00Z")
        .contains("label=team%3Aimport")
        .contains("organization=acme");
    assertThat(page.select("#chips .chip")).hasSize(8);
    assertThat(page.select("#chips [data-filter=workflow]").attr("href"))
        .contains("status=FAILED%2CTIMEOUT")
        .doesNotContain("workflow=");
    assertThat(page.select("[name=status][checked]").eachAttr("value"))
        .containsExactly("FAILED", "TIMEOUT");
    assertThat(page.select("#from").val()).startsWith("2026-01-31T12:00");
    assertThat(page.select("#empty").text()).contains("No execution matches");
  }

  @Test
  void givesAListByDurationTheRangeThatTheApiWants() {
    Browser.signedIn().page("/executions?sort=duration");

    assertThat(WithApi.api().heard(LIST).getLast().query())
        .contains("sort=duration", "from=", "to=");
  }

  @Test
  void saysWhatIsWrongWithAFilter() {
    WithApi.api()
        .refuse(LIST, 422, "invalid-request", "The request breaks a rule", "from is a time.");

    Document page = Browser.signedIn().page("/executions?from=noon", 422);

    assertThat(page.select("[role=alert]").text()).contains("from is a time.");
    assertThat(page.select("#filters")).hasSize(1);
  }

  @Test
  void saysThatAdminApiIsAwayAndKeepsTheFilters() {
    Browser browser = Browser.signedIn();
    WithApi.api().goesAway();

    Document page = browser.page("/executions?workflow=import", 503);

    assertThat(page.select("[role=alert]").text()).contains("admin-api does not answer");
    assertThat(page.select("#workflow").val()).isEqualTo("import");
    assertThat(page.text()).doesNotContain("Exception").doesNotContain("127.0.0.1");
  }

  @Test
  void standsWithoutTheCounts() {
    WithApi.api().refuse("GET /api/executions/stats", 503, "unavailable", "Away", "No database.");
    answers(1, "import", null);

    Document page = Browser.signedIn().page("/executions");

    assertThat(page.select("#counts")).isEmpty();
    assertThat(page.select("#executions tbody tr")).hasSize(1);
  }

  @Test
  void offersAViewerNoOrders() {
    WithApi.api().role("viewer");
    answers(1, "import", null);

    Document page = Browser.signedIn().page("/executions?status=FAILED");

    assertThat(page.select("#bulk a")).isEmpty();
    assertThat(page.select("#bulk button[disabled]")).hasSize(2);
    assertThat(page.select("#bulk").text()).contains("needs the role operator");
  }

  @Test
  void aSearchThatIsNotDoneSaysSoAndGoesOn() {
    WithApi.api()
        .on(LIST, new Page<ExecutionSummary>(List.of(), "next", "Searched back to noon so far."));

    Document page = Browser.signedIn().page("/executions?status=FAILED");

    assertThat(page.select("#list-notice").text()).isEqualTo("Searched back to noon so far.");
    assertThat(page.select("#next-page").attr("href")).contains("cursor=next", "status=FAILED");
    assertThat(page.text()).doesNotContain("No execution matches");
  }
}
