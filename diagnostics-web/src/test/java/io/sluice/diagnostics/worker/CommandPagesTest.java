package io.sluice.diagnostics.worker;

import static io.sluice.diagnostics.live.FleetSnapshots.NOON;
import static io.sluice.diagnostics.live.FleetSnapshots.foreign;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.CommandApi.CommandReceipt;
import io.sluice.api.CommandApi.CommandView;
import io.sluice.diagnostics.live.WithStream;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Things;
import io.sluice.diagnostics.page.WithApi;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WithStream.class)
class CommandPagesTest {

  private static final String RECYCLE = "/workers/w/processes/4001/recycle";
  private static final String KILL = "/workers/w/processes/4001/kill";
  private static final UUID COMMAND = UUID.fromString("0198d000-0000-7000-8000-000000000001");

  private final ApiStub api = WithApi.api();

  @BeforeEach
  void oneProcessIsBusy() {
    api.forget();
    api.on(
        "GET /api/platform/workers/w",
        worker(
            "w",
            process(
                1,
                "ACTIVE",
                running(1, "RUNNING", Things.HOSTILE),
                running(2, "COMPLETING", "Import Users"),
                running(3, "STUCK", "c")),
            process(2, "STANDBY")));
    api.on(
        "POST /api" + RECYCLE.replace("/workers", "/platform/workers"),
        _ -> new ApiStub.Reply(202, new CommandReceipt(COMMAND, "PENDING")));
    api.on(
        "POST /api" + KILL.replace("/workers", "/platform/workers"),
        _ -> new ApiStub.Reply(202, new CommandReceipt(COMMAND, "PENDING")));
  }

  @Test
  void recycleSaysWhatWillHappen() {
    var page = Browser.signedIn().page(RECYCLE);

    assertThat(page.select("main").text())
        .contains("Recycle process 4001?")
        .contains("A standby takes over at once.")
        .contains("exits when its 2 healthy executions have finished, however long that takes")
        .contains("1 stuck execution ends with it.");
    assertThat(page.select("#order-cancel").hasAttr("autofocus")).isTrue();
  }

  @Test
  void anOrderGoesOutWithItsReasonAndThePersonsTokenAndLeadsToTheWorker() {
    var answer = Browser.signedIn().post(RECYCLE, Map.of("reason", " memory "));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/workers/w?command=" + COMMAND);
    var sent = api.heard("POST /api/platform/workers/w/processes/4001/recycle").getFirst();
    assertThat(sent.body()).isEqualTo("{\"reason\":\"memory\"}");
    assertThat(sent.authorization()).startsWith("Bearer slu_token");
  }

  @ParameterizedTest
  @CsvSource({"PENDING, true, requested", "DONE, false, done", "REJECTED, false, rejected"})
  void theNoticeTellsTheRealEnd(String status, boolean open, String words) {
    api.on(
        "GET /api/platform/commands/" + COMMAND,
        new CommandView(COMMAND, "RECYCLE", "w", status, "why", null, "vera", NOON, NOON, null));

    var notice = Browser.signedIn().page("/workers/w?command=" + COMMAND).expectFirst("#order");

    assertThat(notice.text()).contains(words);
    assertThat(notice.hasAttr("data-hx-get")).isEqualTo(open);
  }

  @Test
  void killListsWhatWouldBeLostAsText() {
    var page = Browser.signedIn().page(KILL);

    assertThat(page.select("#lost li")).hasSize(2);
    assertThat(page.select("input[name=expected_healthy]").val()).isEqualTo("2");
    assertThat(page.select("main img, main script")).isEmpty();
  }

  @Test
  void executionsOfOtherOrganizationsCountThoughTheyHaveNoName() {
    api.on(
        "GET /api/platform/workers/w",
        worker("w", process(1, "ACTIVE", running(1, "RUNNING", "mine"), foreign("RUNNING"))));

    assertThat(Browser.signedIn().page(RECYCLE).select("main").text())
        .contains("exits when its 2 healthy executions have finished");
    var kill = Browser.signedIn().page(KILL);
    assertThat(kill.select("#lost li").eachText())
        .last()
        .isEqualTo("1 more, of other organizations or just started");
    assertThat(kill.select("input[name=expected_healthy]").val()).isEqualTo("2");
  }

  @Test
  void killWantsThePidTyped() {
    var page =
        Browser.signedIn()
            .form(KILL, Map.of("reason", "r", "typed_pid", "4", "expected_healthy", "2"), 422);

    assertThat(page.select("#refused").text()).contains("not 4001").contains("Nothing was done");
    assertThat(api.heard("POST /api/platform/workers/w/processes/4001/kill")).isEmpty();
  }

  @Test
  void aRefusedKillShowsTheListAsItIsNow() {
    api.refuse(
        "POST /api/platform/workers/w/processes/4001/kill",
        409,
        "other-healthy-count",
        "Another number",
        "It has 2 healthy executions, not 5.");

    var page =
        Browser.signedIn()
            .form(KILL, Map.of("reason", "r", "typed_pid", "4001", "expected_healthy", "5"), 409);

    assertThat(page.select("#refused").text()).isEqualTo("It has 2 healthy executions, not 5.");
    assertThat(page.select("input[name=expected_healthy]").val()).isEqualTo("2");
  }

  @Test
  void aViewerSeesTheButtonOffAndWhy() {
    api.role("viewer");

    var page = Browser.signedIn().page(RECYCLE);

    assertThat(page.select("#order-send").hasAttr("disabled")).isTrue();
    assertThat(page.select("#not-allowed").text()).contains("platform-admin").contains("viewer");
  }

  @Test
  void aProcessThatIsGoneIsAPageThatSaysSo() {
    assertThat(Browser.signedIn().page("/workers/w/processes/77/recycle", 404).text())
        .contains("There is no such page");
  }

  @Test
  void nothingIsOrderedWithoutTheTokenOfTheForm() {
    assertThat(Browser.signedIn().postWithoutToken(RECYCLE, Map.of()).statusCode())
        .isGreaterThanOrEqualTo(400);
    assertThat(api.heard("POST /api/platform/workers/w/processes/4001/recycle")).isEmpty();
  }
}
