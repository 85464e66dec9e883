package io.sluice.diagnostics.execution;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.HOSTILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.BulkApi.BulkReceipt;
import io.sluice.api.BulkApi.BulkView;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Things;
import io.sluice.diagnostics.page.WithApi;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class BulkPageTest {

  private static final String BULK = "POST /api/executions/bulk";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
  }

  @Test
  void ordersInBulkByFilterAndLeadsToTheProgress() {
    WithApi.api().on(BULK, _ -> new ApiStub.Reply(202, new BulkReceipt(EXECUTION, 3)));
    Browser browser = Browser.signedIn();
    Document form = browser.page("/executions/bulk?status=FAILED&workflow=import&action=retry");
    assertThat(form.select("#bulk-form").attr("action"))
        .isEqualTo("/executions/bulk?status=FAILED&workflow=import&action=retry");

    var answer = browser.post(form.select("#bulk-form").attr("action"), Map.of("reason", "fixed"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/executions/bulk/" + EXECUTION);
    assertThat(WithApi.api().heard(BULK).getLast().body())
        .contains(
            "\"action\":\"retry\"",
            "\"status\":\"FAILED\"",
            "\"workflow\":\"import\"",
            "\"reason\":\"fixed\"");
  }

  @Test
  void refusesAnOrderWithAnUnreadableTimeInWords() {
    Document page =
        Browser.signedIn().form("/executions/bulk?from=noon&action=cancel", Map.of(), 422);

    assertThat(page.select("[role=alert]").text()).contains("From is no time");
    assertThat(WithApi.api().heard(BULK)).isEmpty();
  }

  @Test
  void showsHowFarAnOrderIsAndWhatWasRefused() {
    String path = "GET /api/executions/bulk/" + EXECUTION;
    WithApi.api()
        .on(
            path,
            new BulkView(
                EXECUTION,
                "cancel",
                HOSTILE,
                Things.NOON,
                null,
                1_284,
                20,
                1,
                List.of(new BulkView.Refused(EXECUTION, HOSTILE)),
                null,
                null));
    Browser browser = Browser.signedIn();

    Document page = browser.page("/executions/bulk/" + EXECUTION);

    assertThat(page.select("#bulk-progress").attr("data-finished")).isEqualTo("false");
    assertThat(page.select("#bulk-progress").attr("data-hx-get")).endsWith("/live");
    assertThat(page.select("#bulk-done").text()).isEqualTo("20 of 1\u202f284");
    assertThat(page.select("#refused-" + EXECUTION)).hasSize(1);
    assertThat(browser.fragment("/executions/bulk/" + EXECUTION + "/live").asString())
        .doesNotContain("<html");
  }

  @Test
  void endsABulkOperationEarlyAndSaysByWhom() {
    String path = "/api/executions/bulk/" + EXECUTION;
    WithApi.api().on("GET " + path, bulk(null, null));
    WithApi.api().on("POST " + path + "/cancel", bulk("vera", "PostgreSQL did not answer."));
    Browser browser = Browser.signedIn();
    Document page = browser.page("/executions/bulk/" + EXECUTION);
    assertThat(page.select("#bulk-ended-by")).isEmpty();

    var answer = browser.post(page.select("#bulk-end").attr("action"), Map.of());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/executions/bulk/" + EXECUTION);
    assertThat(WithApi.api().heard("POST " + path + "/cancel")).hasSize(1);
    WithApi.api().on("GET " + path, bulk("vera", "PostgreSQL did not answer."));
    page = browser.page("/executions/bulk/" + EXECUTION);
    assertThat(page.select("#bulk-end")).isEmpty();
    assertThat(page.select("#bulk-ended-by").text()).isEqualTo("by vera");
    assertThat(page.select("#bulk-failure").text()).isEqualTo("PostgreSQL did not answer.");
  }

  @Test
  void anEndThatComesTooLateLeadsToTheResult() {
    String path = "/api/executions/bulk/" + EXECUTION;
    WithApi.api().on("GET " + path, bulk(null, null));
    WithApi.api().refuse("POST " + path + "/cancel", 409, "bulk-ended", "Ended", "It has ended.");

    var answer = Browser.signedIn().post("/executions/bulk/" + EXECUTION + "/end", Map.of());

    assertThat(answer.statusCode()).isEqualTo(303);
  }

  private static BulkView bulk(@Nullable String endedBy, @Nullable String failure) {
    return new BulkView(
        EXECUTION,
        "cancel",
        "vera",
        Things.NOON,
        endedBy == null ? null : Things.NOON,
        3,
        1,
        0,
        List.of(),
        endedBy,
        failure);
  }
}
