package io.sluice.diagnostics.analytics;

import static io.sluice.diagnostics.page.Things.HOSTILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class AnalyticsPageTest {

  private static final String API = "GET /api/analytics";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on(API, AnalyticsFiguresTest.analytics("eur"));
  }

  @Test
  void everyPlotHasANameADescriptionAndATable() {
    Document page = Browser.signedIn().page("/analytics");

    assertThat(page.select("svg[role=img]")).hasSize(6);
    for (Element svg : page.select("svg[role=img]")) {
      assertThat(page.select("#" + svg.attr("aria-labelledby")).text()).isNotEmpty();
      assertThat(page.select("#" + svg.attr("aria-describedby")).text()).isNotEmpty();
      assertThat(svg.select("desc")).hasSize(1);
      assertThat(svg.select("rect")).isNotEmpty();
      assertThat(Objects.requireNonNull(svg.closest("section")).select("table caption")).hasSize(1);
    }
    assertThat(page.select("[style]")).isEmpty();
    assertThat(page.select("#total").text()).contains("75.0 %", "1.0s / 12s / 12s", "2 approved");
    assertThat(page.select("#total-title").text())
        .matches("[0-9-]{10} [0-9:]{5} UTC to [0-9-]{10} [0-9:]{5} UTC");
    assertThat(page.select("nav.places [aria-current=page]").text()).isEqualTo("Analytics");
  }

  @Test
  void rangeAndFiltersAreInTheAddress() {
    Document page =
        Browser.signedIn().page("/analytics?range=24h&workflow=echo&agent=a&saving=hours");

    assertThat(WithApi.api().heard(API).getLast().query())
        .contains("bucket=hour", "workflow=echo", "agent=a", "from=", "to=")
        .doesNotContain("range", "saving");
    assertThat(page.select("#ranges [aria-current]").text()).isEqualTo("24 hours");
    assertThat(page.select("#ranges a").eachAttr("href"))
        .allMatch(address -> address.contains("workflow=echo&agent=a"));
    assertThat(page.select("#chips a")).hasSize(2);
    assertThat(page.select("#savings h2").text()).isEqualTo("Savings: hours");
    assertThat(page.select("#csv").attr("href"))
        .isEqualTo("/analytics/analytics.csv?range=24h&workflow=echo&agent=a");
    assertThat(page.select("#by-type a").attr("href")).contains("type=echo", "range=24h");
  }

  @Test
  void namesOfOthersAreText() {
    WithApi.api().on(API, AnalyticsFiguresTest.analytics(HOSTILE));

    Document page = Browser.signedIn().page("/analytics");

    assertThat(page.select("img[src=x], main script")).isEmpty();
    assertThat(page.select("#errors tbody th a").attr("href"))
        .startsWith("/executions?workflow=")
        .contains("error_type=");
  }

  @Test
  void theFileIsThatOfAdminApi() {
    WithApi.api().on(API + ".csv", "at,measure,name,value");

    var file = Browser.signedIn().get("/analytics/analytics.csv?range=24h");

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.contentType()).startsWith("text/csv");
    assertThat(file.header("Content-Disposition")).contains("attachment");
    assertThat(file.asString()).contains("at,measure,name,value");
  }

  @Test
  void aRefusedRangeSaysWhy() {
    WithApi.api()
        .refuse(API, 422, "invalid-request", "The request is not valid", "from is before to.");

    Document page = Browser.signedIn().page("/analytics?from=2026-01-02T00:00&to=2026-01-01", 422);

    assertThat(page.select("[role=alert]").text()).contains("from is before to.");
    assertThat(page.select("#from").val()).isEqualTo("2026-01-02T00:00");
  }

  @Test
  void saysThatAdminApiIsAway() {
    Browser browser = Browser.signedIn();
    WithApi.api().goesAway();

    assertThat(browser.page("/analytics", 503).select("[role=alert]").text())
        .contains("admin-api does not answer");
  }
}
