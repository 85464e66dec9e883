package io.sluice.diagnostics.page;

import static io.sluice.diagnostics.page.Things.HOSTILE;
import static io.sluice.diagnostics.page.Things.NOON;
import static io.sluice.diagnostics.page.Things.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.api.AuditEntry;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.BundleApi.BundleReceipt;
import io.sluice.api.BundleApi.BundleVersion;
import io.sluice.api.ConfigApi.ConfigEntry;
import io.sluice.api.ExecutionStatistics;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.NotificationApi.NotificationView;
import io.sluice.api.Page;
import io.sluice.api.SystemLogEntry;
import io.sluice.api.WorkflowView;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that are mostly tables. */
@QuarkusTest
@WithTestResource(WithApi.class)
class OtherPagesTest {

  private static final String BLACKLIST = "/api/platform/blacklist";
  private static final String CONFIG = "/api/platform/config";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    fill(0, "import");
  }

  private static void fill(int count, String text) {
    ApiStub api = WithApi.api();
    api.on("GET /api/workflows", page(count, each -> workflow(each, text)));
    api.on("GET /api/workflows/" + WORKFLOW, Things.workflow(text, false));
    api.on(
        "GET /api/workflows/" + WORKFLOW + "/bundles",
        new Page<>(
            List.of(
                new BundleVersion(3, "ab".repeat(32), 12_345, true, NOON, "alice", 1),
                new BundleVersion(2, "cd".repeat(32), 12_345, false, NOON, "bob", null)),
            null));
    api.on("GET /api/workflows/import", Things.workflow("import", false));
    api.on("GET " + BLACKLIST, page(count, each -> entry(each, text)));
    api.on(
        "GET /api/platform/notifications",
        new NotificationPage(list(count, each -> note(each, text)), cursor(count), count));
    api.on(
        "GET /api/platform/logs",
        page(
            count,
            each ->
                new SystemLogEntry(
                    each, NOON, "admin-api", text, "WARN", "i.s.Queue", text, null)));
    api.on(
        "GET /api/platform/audit",
        page(
            count,
            each ->
                new AuditEntry(
                    each,
                    NOON,
                    text,
                    "viewer",
                    null,
                    "10.0.0.1",
                    "r",
                    text,
                    text,
                    text,
                    text,
                    text,
                    "refused: role",
                    null)));
    api.on("GET " + CONFIG, page(count, each -> setting("key_" + each, text)));
    api.on(
        "GET /api/executions/stats",
        new ExecutionStatistics(24, NOON, 3, Map.of("FAILED", 3L), Map.of("other", 3L)));
    api.on("GET /api/executions", new Page<>(Things.executions(3, text), null));
  }

  private static <T> Page<T> page(int count, IntFunction<T> item) {
    return new Page<>(list(count, item), cursor(count));
  }

  private static <T> List<T> list(int count, IntFunction<T> item) {
    return IntStream.range(0, Math.min(count, 50)).mapToObj(item).toList();
  }

  private static @Nullable String cursor(int count) {
    return count > 50 ? "next-one" : null;
  }

  private static WorkflowView workflow(int number, String name) {
    return new WorkflowView(
        Things.id(number),
        name,
        name,
        1,
        "00",
        null,
        null,
        0,
        false,
        true,
        true,
        false,
        number % 2 == 0,
        NOON,
        new WorkflowView.Stats(Map.of("SUCCESS", 9L, "FAILED", 2L, "TIMEOUT", 1L), 120L, 1_900L, 0),
        null);
  }

  private static BlacklistEntry entry(int number, String text) {
    return new BlacklistEntry(
        number == 0 ? WORKFLOW : Things.id(number),
        text,
        text,
        true,
        5,
        NOON,
        text,
        number % 3 == 1 ? NOON : null,
        text,
        text,
        number % 3 == 2 ? new BlacklistEntry.Probation(NOON, 2, text, text) : null);
  }

  private static NotificationView note(int number, String text) {
    return new NotificationView(
        Integer.toString(number),
        NOON,
        "warning",
        text,
        text,
        number == 0 ? "/platform/diagnostics?tab=blacklist" : "//evil.example",
        number % 2 == 0 ? null : NOON,
        null);
  }

  private static ConfigEntry setting(String key, String text) {
    return new ConfigEntry(key, 7, 5, text, new ConfigEntry.Range(1, 1000), NOON, text);
  }

  @ParameterizedTest
  @CsvSource({
    "/workflows, #workflows tbody tr",
    "/blacklist?history=true, #entries tbody tr",
    "/notifications?all=true, #notifications > li",
    "/system-logs?level=INFO, #log li",
    "/audit, #audit tbody tr",
    "/config, #settings tbody tr"
  })
  void showAPageHoweverMuchThereIsAndHostileTextAsText(String path, String rows) {
    Browser browser = Browser.signedIn();
    for (int count : new int[] {0, 1, 20, 10_000}) {
      fill(count, HOSTILE);

      Document page = browser.page(path);

      assertThat(page.select(rows)).as(path + " of " + count).hasSize(Math.min(count, 50));
      assertThat(page.select("main .empty")).hasSize(count == 0 ? 1 : 0);
      assertThat(page.select("img[src=x], main script")).isEmpty();
      assertThat(page.text()).doesNotContain("\u202e").doesNotContain("\u001b");
      if (!path.equals("/config")) {
        assertThat(page.select("#next-page").attr("href").contains("cursor=next-one"))
            .isEqualTo(count > 50);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/workflows", "/blacklist", "/notifications", "/audit", "/config", "/system-logs"})
  void sayThatAdminApiIsAway(String path) {
    Browser browser = Browser.signedIn();
    WithApi.api().goesAway();

    Document page = browser.page(path, 503);

    assertThat(page.select("[role=alert]").text()).contains("admin-api does not answer");
    assertThat(page.select("nav.places a")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/blacklist", "/notifications", "/config"})
  void offerAViewerNothingToChange(String path) {
    WithApi.api().role("viewer");
    fill(1, "import");

    Document page = Browser.signedIn().page(path);

    assertThat(page.select("main a[data-hx-get]")).isEmpty();
    assertThat(page.select("main button:not([disabled])")).isEmpty();
    assertThat(page.select("main button[disabled]")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/logs, /system-logs",
    "/platform/diagnostics?tab=blacklist, /blacklist",
    "/platform/diagnostics, /"
  })
  void oldLinksLeadOn(String old, String now) {
    assertThat(Browser.signedIn().get(old).header("Location")).endsWith(now);
  }

  @Test
  void aWorkflowIsFoundByNameAndShownWithItsEnds() {
    Browser browser = Browser.signedIn();

    assertThat(browser.get("/workflows?name=import").header("Location"))
        .endsWith("/workflows/" + WORKFLOW);
    Document page = browser.page("/workflows/" + WORKFLOW);
    assertThat(page.select("#statuses [data-status=FAILED]").attr("href"))
        .isEqualTo("/executions?workflow=" + WORKFLOW + "&status=FAILED");
    assertThat(page.select("#durations").text()).contains("at most 120 ms", "1.9s");
    assertThat(page.select("#versions tbody tr").eachText().getFirst())
        .startsWith("3 current")
        .contains("alice, back to 1", "12 KiB");
    assertThat(browser.page("/workflows?name=none").select("[role=alert]").text())
        .contains("No workflow has this name");
  }

  @Test
  void aDeployerBringsAnEarlierVersionBack() {
    WithApi.api().role("deployer");
    String orders = "POST /api/workflows/" + WORKFLOW + "/bundles/rollback";
    WithApi.api().on(orders, new BundleReceipt.Registered(WORKFLOW, "import", 4));
    Browser browser = Browser.signedIn();
    String path = "/workflows/" + WORKFLOW + "/rollback/2";

    assertThat(browser.page("/workflows/" + WORKFLOW).select("#versions a").eachAttr("href"))
        .containsExactly(path);
    assertThat(browser.page(path).select("main").text()).contains("as a new version, 4");
    assertThat(browser.post(path, Map.of("reason", " slow ")).header("Location"))
        .endsWith("/workflows/" + WORKFLOW);
    assertThat(WithApi.api().heard(orders).getLast().body())
        .contains("\"version\":2", "\"reason\":\"slow\"");

    WithApi.api().refuse(orders, 409, "same-version", "It is this already", "Nothing was done.");
    assertThat(browser.form(path, Map.of(), 409).select("[role=alert]").text())
        .contains("It is this already");
    assertThat(browser.page("/workflows/" + WORKFLOW + "/rollback/x", 404)).isNotNull();
  }

  @Test
  void whoMayNotDeploySeesTheButtonOff() {
    WithApi.api().role("operator");

    var versions = Browser.signedIn().page("/workflows/" + WORKFLOW).select("#versions");

    assertThat(versions.select("a")).isEmpty();
    assertThat(versions.select("button[disabled]").attr("title")).contains("deployer");
  }

  @Test
  void theListOfWorkflowsSaysHowTheyDid() {
    fill(1, "import");

    var row = Browser.signedIn().page("/workflows").select("#workflows tbody tr");

    assertThat(row.select("td.number").eachText()).endsWith("12", "3", "1.9s");
    assertThat(row.select("td a[href*=status]").attr("href")).endsWith("&status=FAILED%2CTIMEOUT");
  }

  @Test
  void addingToTheBlacklistSaysFirstWhatItBlocks() {
    WithApi.api().on("POST " + BLACKLIST, _ -> new ApiStub.Reply(201, entry(0, "import")));
    Browser browser = Browser.signedIn();

    assertThat(browser.page("/blacklist/add").select("#pick-form")).hasSize(1);
    Document form = browser.page("/blacklist/add?workflow=import");
    assertThat(form.select("#would-block").text()).contains("3 executions that wait would be");
    Response answer =
        browser.post(
            "/blacklist/add", Map.of("workflow_id", WORKFLOW.toString(), "reason", "spins"));

    assertThat(answer.header("Location")).endsWith("/blacklist?said=added");
    assertThat(WithApi.api().heard("POST " + BLACKLIST).getLast().body())
        .contains(WORKFLOW.toString(), "spins");
  }

  @Test
  void aTypingErrorInTheNameLeadsBackToTheChoice() {
    WithApi.api()
        .refuse("GET /api/workflows/imprt", 404, "no-such-workflow", "No such workflow", "None.");

    Document page = Browser.signedIn().page("/blacklist/add?workflow=imprt", 404);

    assertThat(page.select("#pick-form [name=workflow]").val()).isEqualTo("imprt");
    assertThat(page.select("[role=alert]").text()).contains("No such workflow");
  }

  @Test
  void removingFromTheBlacklistWantsAReason() {
    fill(1, "import");
    String path = "/blacklist/" + WORKFLOW + "/remove";
    WithApi.api().on("DELETE " + BLACKLIST + "/" + WORKFLOW, _ -> new ApiStub.Reply(204, ""));
    Browser browser = Browser.signedIn();
    assertThat(browser.page(path).text()).contains("count of stuck executions starts at 0");

    assertThat(browser.form(path, Map.of("reason", " "), 422).select("[role=alert]").text())
        .contains("A reason is missing");
    browser.post(path, Map.of("reason", "fixed & tested"));

    assertThat(WithApi.api().heard("DELETE " + BLACKLIST + "/" + WORKFLOW).getLast().query())
        .isEqualTo("reason=fixed+%26+tested");
  }

  @Test
  void aReleaseOnProbationThatIsRefusedKeepsWhatWasTyped() {
    fill(1, "import");
    WithApi.api()
        .refuse(
            "POST " + BLACKLIST + "/" + WORKFLOW + "/probation",
            422,
            "invalid-request",
            "The request breaks a rule",
            "successes is from 1 to 20.");

    Document page =
        Browser.signedIn()
            .form(
                "/blacklist/" + WORKFLOW + "/probation",
                Map.of("successes", "99", "reason", "try"),
                422);

    assertThat(page.select("#successes").val()).isEqualTo("99");
    assertThat(page.select("[role=alert]").text()).contains("from 1 to 20");
  }

  @Test
  void aNotificationLeadsIntoThePageAndIsRead() {
    fill(2, "import");
    WithApi.api()
        .on("POST /api/platform/notifications/0/read", _ -> new ApiStub.Reply(200, note(0, "x")));
    Browser browser = Browser.signedIn();
    Document page = browser.page("/notifications");
    assertThat(page.select("#n-0 h2 a").attr("href"))
        .isEqualTo("/platform/diagnostics?tab=blacklist");
    assertThat(page.select("#n-1 h2 a")).as("a foreign address").isEmpty();

    assertThat(browser.post("/notifications/0/read", Map.of()).statusCode()).isEqualTo(303);
    assertThat(WithApi.api().heard("POST /api/platform/notifications/0/read")).hasSize(1);
    assertThat(browser.post("/notifications/..%2Fx/read", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void aSettingIsChangedWithAReasonAndAWrongValueIsSaid() {
    fill(1, "import");
    String path = CONFIG + "/key_0";
    WithApi.api().on("PUT " + path, _ -> new ApiStub.Reply(200, setting("key_0", "x")));
    Browser browser = Browser.signedIn();

    assertThat(
            browser
                .form("/config/key_0", Map.of("value", "many", "reason", "r"), 422)
                .select("[role=alert]")
                .text())
        .contains("not a whole number", "1 to 1000");
    assertThat(
            browser
                .post("/config/key_0", Map.of("value", "9", "reason", "calmer"))
                .header("Location"))
        .endsWith("/config?said=changed");
    assertThat(WithApi.api().heard("PUT " + path).getLast().body())
        .isEqualTo("{\"value\":9,\"reason\":\"calmer\"}");
    assertThat(browser.page("/config/none", 404).text()).contains("no such page");
  }

  @Test
  void theAuditIsForAdministrators() {
    WithApi.api().role("operator");
    WithApi.api()
        .refuse(
            "GET /api/platform/audit", 403, "forbidden", "The role does not allow this", "It is.");

    assertThat(Browser.signedIn().page("/audit", 403).select("[role=alert]").text())
        .contains("Your role does not allow this");
  }

  @Test
  void theSystemLogFollowsPausesAndRemembersWhatWasChosen() {
    fill(2, "import");
    Browser browser = Browser.signedIn();

    Document page = browser.page("/system-logs?level=WARN&service=admin-api&follow=true");
    assertThat(page.select("#lines").attr("data-hx-get"))
        .isEqualTo("/system-logs/live?level=WARN&service=admin-api&follow=true");
    assertThat(page.select("#pause").attr("href"))
        .isEqualTo("/system-logs?level=WARN&service=admin-api");
    assertThat(WithApi.api().heard("GET /api/platform/logs").getLast().query())
        .contains("level=WARN", "service=admin-api", "limit=50")
        .doesNotContain("follow");

    assertThat(browser.get("/system-logs").header("Location"))
        .endsWith("/system-logs?level=WARN&service=admin-api&follow=true");
    assertThat(browser.page("/system-logs?level=WARN").select("#lines[data-hx-get]")).isEmpty();
    assertThat(browser.fragment("/system-logs/live?level=WARN&follow=true").asString())
        .doesNotContain("<html");
  }
}
