package io.sluice.diagnostics.execution;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.HOSTILE;
import static io.sluice.diagnostics.page.Things.NOON;
import static io.sluice.diagnostics.page.Things.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.StuckHistoryView;
import io.sluice.api.WorkerView;
import io.sluice.api.WorkersView;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Things;
import io.sluice.diagnostics.page.WithApi;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WithApi.class)
class StuckPageTest {

  private static final String HISTORY = "GET /api/platform/stuck-history";
  private static final String DOSSIER = "GET /api/executions/" + EXECUTION + "/dossier";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on(HISTORY, new StuckHistoryView(24, List.of()));
    stuck(0, "import");
  }

  private static void stuck(int count, String name) {
    stuck(count, "DRAINING", name);
  }

  private static void stuck(int count, String state, String name) {
    WithApi.api()
        .on(
            "GET /api/platform/workers",
            new WorkersView(
                List.of(
                    new WorkersView.Worker(
                        "worker-1",
                        "host",
                        "1",
                        NOON,
                        "ready",
                        null,
                        NOON,
                        2,
                        count,
                        4,
                        0,
                        "thread"))));
    List<WorkerView.Running> running =
        IntStream.range(0, count)
            .mapToObj(
                each ->
                    new WorkerView.Running(
                        Things.id(each), WORKFLOW, name, "STUCK", NOON, 600, NOON, null, null))
            .toList();
    WithApi.api()
        .on(
            "GET /api/platform/workers/worker-1",
            new WorkerView(
                "worker_heartbeat",
                "worker-1",
                NOON,
                "host",
                "1",
                NOON,
                "ready",
                null,
                "thread",
                List.of(
                    new WorkerView.ProcessState(
                        4711, 1, state, NOON, "thread", 100, 512, 1, 60, 3, NOON, 1, running)),
                null,
                new WorkerView.Claims(0, false)));
    WithApi.api()
        .on("GET /api/executions/" + Things.id(0), Things.detail(ExecutionStatus.FAILED, name));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 10_000})
  void showsAllThatIsStuckNow(int count) {
    stuck(count, HOSTILE);

    Document page = Browser.signedIn().page("/stuck");

    assertThat(page.select("#now tbody tr")).hasSize(count);
    assertThat(page.select("#nothing-stuck")).hasSize(count == 0 ? 1 : 0);
    assertThat(page.select("img[src=x], main script")).isEmpty();
    if (count > 0) {
      assertThat(page.select("#stuck-order-" + Things.id(0)).attr("href"))
          .as("what drains already can only be killed")
          .isEqualTo("/workers/worker-1/processes/4711/kill");
      assertThat(page.select("#now").text()).contains("1 healthy execution", "<script>");
    }
  }

  @Test
  void aProcessThatDoesNotDrainYetCanBeRecycled() {
    stuck(1, "ACTIVE", "import");

    Document page = Browser.signedIn().page("/stuck");

    assertThat(page.select("#stuck-order-" + Things.id(0)).attr("href"))
        .isEqualTo("/workers/worker-1/processes/4711/recycle");
  }

  @Test
  void showsTheHistoryByWorkflowAndFingerprint() {
    WithApi.api()
        .on(
            HISTORY,
            new StuckHistoryView(
                24,
                List.of(
                    new StuckHistoryView.StuckWorkflow(
                        WORKFLOW,
                        HOSTILE,
                        15,
                        NOON,
                        List.of(
                            new StuckHistoryView.StuckFingerprint(
                                "f1", 14, HOSTILE, "spinning", null),
                            new StuckHistoryView.StuckFingerprint("f2", 1, null, null, null))))));

    Document page = Browser.signedIn().page("/stuck?hours=168");

    assertThat(page.select("[data-fingerprint=f1]").text()).contains("14 executions, same stack");
    assertThat(page.select("#history [aria-current]").text()).isEqualTo("7 d");
    assertThat(WithApi.api().heard(HISTORY).getLast().query()).contains("hours=168");
  }

  @Test
  void eachPartStandsWithoutTheOther() {
    WithApi.api().refuse(HISTORY, 503, "unavailable", "Away", "No database.");

    Document page = Browser.signedIn().page("/stuck");

    assertThat(page.select("#history [role=alert]").text()).contains("No database.");
    assertThat(page.select("#nothing-stuck")).hasSize(1);
  }

  @Test
  void showsADossierWithItsSamplesComparedAndItsTextToTakeAway() {
    WithApi.api()
        .on(
            "GET /api/executions/" + EXECUTION,
            Things.detail(ExecutionStatus.FAILED, "ExecutionStuck"));
    WithApi.api().on(DOSSIER, _ -> new ApiStub.Reply(200, DossierReaderTest.FULL));
    Browser browser = Browser.signedIn();

    Document page = browser.page("/executions/" + EXECUTION + "/dossier");

    assertThat(page.select("#verdict").text()).contains("spinning in Import.parse");
    assertThat(page.select(".sample")).hasSize(4);
    assertThat(page.select(".sample").eq(0).select(".same").eachText())
        .contains("shop.Import.run(Import.java:12)")
        .doesNotContain("shop.Import.parse(Import.java:88)");
    assertThat(page.select(".sample details summary").eq(0).text()).contains("2 frames");
    assertThat(page.select("a[href=/executions/0198b000-0000-7000-8000-000000000009]")).hasSize(1);
    assertThat(page.select("#rungs li").eachText()).contains("interrupt after 1.0s");
    assertThat(page.select("img[src=x], main script")).isEmpty();

    Response file = browser.get("/executions/" + EXECUTION + "/dossier.txt");
    assertThat(file.contentType()).startsWith("text/plain");
    assertThat(file.header("Content-Disposition")).contains("-dossier.txt");
    assertThat(file.asString()).contains("verdict: spinning", "    at shop.Import.run");
  }

  @Test
  void saysThatThereIsNoDossier() {
    WithApi.api()
        .refuse(DOSSIER, 404, "no-dossier", "There is no stuck dossier", "It did not get stuck.");

    assertThat(Browser.signedIn().page("/executions/" + EXECUTION + "/dossier", 404).text())
        .contains("It did not get stuck.");
  }

  @Test
  void offersAViewerNoRecycle() {
    WithApi.api().role("viewer");
    stuck(1, "import");

    Document page = Browser.signedIn().page("/stuck");

    assertThat(page.select("#now a[href*=recycle], #now a[href*=blacklist]")).isEmpty();
    assertThat(page.select("#now button[disabled]")).hasSize(2);
  }
}
