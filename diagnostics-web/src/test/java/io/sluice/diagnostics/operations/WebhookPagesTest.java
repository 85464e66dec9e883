package io.sluice.diagnostics.operations;

import static io.sluice.diagnostics.page.Things.HOSTILE;
import static io.sluice.diagnostics.page.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.Page;
import io.sluice.api.WebhookApi.DeliveryView;
import io.sluice.api.WebhookApi.WebhookView;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class WebhookPagesTest {

  private static final UUID ID = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  private static final String LIST = "GET /api/webhooks";
  private static final String ONE = LIST + "/" + ID;
  private static final String DELIVERIES = ONE + "/deliveries";
  private static final String ADD = "POST /api/webhooks";
  private static final String CHANGE = "PUT /api/webhooks/" + ID;
  private static final String PATH = "/webhooks/" + ID;

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().role("platform-admin");
    WithApi.api().on(LIST, new Page<>(List.of(webhook(true, dead())), "next"));
    WithApi.api().on(ONE, webhook(true, null));
    WithApi.api().on(DELIVERIES, new Page<>(List.of(dead()), "41"));
  }

  @Test
  void listsWebhooksWithTheirLastDeliveryAndHostileWordsAsText() {
    Document page = Browser.signedIn().page("/webhooks");

    assertThat(page.select("#webhooks tbody tr")).hasSize(1);
    assertThat(page.select("#webhooks").text())
        .contains("hook", "acme", "enabled", "action.waits, notification", "DEAD", "answered 500");
    assertThat(page.select("img[src=x]")).isEmpty();
    assertThat(page.select("#next-page").attr("href")).isEqualTo("/webhooks?cursor=next");
    assertThat(page.select("#new-webhook").attr("href")).isEqualTo("/webhooks/new");
  }

  @Test
  void saysThatThereAreNone() {
    WithApi.api().on(LIST, new Page<WebhookView>(List.of(), null));

    assertThat(Browser.signedIn().page("/webhooks").select("#empty").text())
        .isEqualTo("There are no webhooks.");
  }

  @Test
  void showsTheDeliveriesOfAStateWithTheirReasonsAndBodies() {
    Document page = Browser.signedIn().page(PATH + "?state=DEAD");

    assertThat(page.select("#state").text()).isEqualTo("enabled");
    assertThat(page.select("#address").text()).isEqualTo("https://hooks.example.com/in");
    assertThat(page.select("#deliveries tbody tr")).hasSize(1);
    assertThat(page.select("#deliveries").text()).contains("DEAD", "gave up", "action.waits");
    assertThat(page.select("#deliveries pre").text()).contains("\"type\"");
    assertThat(page.select("img[src=x]")).isEmpty();
    assertThat(page.select("#only-DEAD").attr("aria-current")).isEqualTo("true");
    assertThat(page.select("#next-page").attr("href")).contains("cursor=41", "state=DEAD");
    assertThat(WithApi.api().heard(DELIVERIES).getLast().query())
        .contains("state=DEAD", "limit=50");
    assertThat(page.select("#webhook-form input[name=kinds][checked]").eachAttr("value"))
        .containsExactly("action.waits", "notification");
  }

  @Test
  void makesAWebhookFromTheForm() {
    WithApi.api().on(ADD, webhook(true, null));

    var answer =
        Browser.signedIn()
            .post(
                "/webhooks/new",
                Map.of(
                    "name", " hook ",
                    "url", "https://hooks.example.com/in",
                    "kinds", "action.waits",
                    "secret_file", "receiver"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).contains(PATH + "?said=added");
    assertThat(WithApi.api().heard(ADD).getLast().body())
        .contains(
            "\"name\":\"hook\"",
            "\"kinds\":[\"action.waits\"]",
            "\"secret_file\":\"receiver\"",
            "\"enabled\":true");
  }

  @Test
  void makesAMailboxFromTheForm() {
    WithApi.api().on(ADD, webhook(true, null));
    Document form = Browser.signedIn().page("/webhooks/new");
    assertThat(form.select("#secret_file[required]")).as("a mailbox has no secret").isEmpty();
    assertThat(form.select("#url-help").text()).contains("mailto:ops@example.com");

    var answer =
        Browser.signedIn()
            .post(
                "/webhooks/new",
                Map.of(
                    "name", "ops",
                    "url", " mailto:ops@example.com ",
                    "kinds", "action.waits",
                    "secret_file", ""));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(WithApi.api().heard(ADD).getLast().body())
        .contains("\"url\":\"mailto:ops@example.com\"")
        .doesNotContain("\"secret_file\":\"");
  }

  @Test
  void aRefusalKeepsWhatWasTypedAndSaysWhatIsRight() {
    WithApi.api()
        .refuse(ADD, 422, "invalid-request", "The request breaks a rule", "url begins with https.");

    Document page =
        Browser.signedIn()
            .form(
                "/webhooks/new",
                Map.of("name", "hook", "url", "ftp://a", "kinds", "action.waits"),
                422);

    assertThat(page.select("[role=alert]").text()).contains("url begins with https.");
    assertThat(page.select("#url").val()).isEqualTo("ftp://a");
    assertThat(page.select("input[name=kinds][checked]").eachAttr("value"))
        .containsExactly("action.waits");
  }

  @Test
  void changesAWebhookAndAnUntickedBoxDisablesIt() {
    WithApi.api().on(CHANGE, webhook(false, null));
    var fields =
        Map.of(
            "name",
            "hook",
            "url",
            "https://b.example/",
            "kinds",
            "notification",
            "secret_file",
            "x");

    var answer = Browser.signedIn().post(PATH, fields);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(WithApi.api().heard(CHANGE).getLast().body())
        .contains("\"url\":\"https://b.example/\"", "\"enabled\":false");
  }

  @Test
  void aRefusedChangeKeepsWhatWasTyped() {
    WithApi.api().refuse(CHANGE, 422, "invalid-request", "It breaks a rule", "kinds are some of.");

    Document page =
        Browser.signedIn().form(PATH, Map.of("name", "hook", "url", "https://c.example/"), 422);

    assertThat(page.select("[role=alert]").text()).contains("kinds are some of.");
    assertThat(page.select("#url").val()).isEqualTo("https://c.example/");
  }

  @Test
  void theSwitchChangesTheStateOnly() {
    WithApi.api().on(CHANGE, webhook(false, null));

    Browser.signedIn().post(PATH + "/switch", Map.of());

    assertThat(WithApi.api().heard(CHANGE).getLast().body())
        .contains("\"enabled\":false", "\"url\":\"https://hooks.example.com/in\"", "receiver");
  }

  @Test
  void sendsATestEventAndADeadDeliveryAgainAndDeletes() {
    String test = "POST /api/webhooks/" + ID + "/test";
    String retry = "POST /api/webhooks/" + ID + "/deliveries/42/retry";
    String delete = "DELETE /api/webhooks/" + ID;
    WithApi.api().on(test, dead());
    WithApi.api().on(retry, dead());
    WithApi.api().on(delete, Map.of());
    Browser browser = Browser.signedIn();

    assertThat(browser.post(PATH + "/test", Map.of()).header("Location")).contains("said=tested");
    assertThat(browser.post(PATH + "/deliveries/42/retry", Map.of()).header("Location"))
        .contains("said=retried");
    assertThat(browser.post(PATH + "/delete", Map.of()).header("Location"))
        .contains("/webhooks?said=deleted");

    assertThat(WithApi.api().heard(test)).hasSize(1);
    assertThat(WithApi.api().heard(retry)).hasSize(1);
    assertThat(WithApi.api().heard(delete)).hasSize(1);
    assertThat(browser.page(PATH + "?said=tested").select("#said").text()).contains("test event");
    assertThat(browser.page("/webhooks?said=deleted").select("#said").text()).contains("deleted");
  }

  @Test
  void aRefusedTestSaysWhyOnThePage() {
    WithApi.api()
        .refuse(
            "POST /api/webhooks/" + ID + "/test",
            409,
            "webhook-disabled",
            "The webhook is disabled",
            "Enable it first.");

    Document page = Browser.signedIn().form(PATH + "/test", Map.of(), 409);

    assertThat(page.select("[role=alert]").text()).contains("Enable it first.");
    assertThat(page.select("#deliveries tbody tr")).hasSize(1);
  }

  @Test
  void whoMayNotSeeThemIsToldWhy() {
    WithApi.api().refuse(LIST, 403, "forbidden", "The role does not allow this", "It needs more.");

    Document page = Browser.signedIn().page("/webhooks", 403);

    assertThat(page.select("[role=alert]").text()).contains("It needs more.");
  }

  @Test
  void anUnknownWebhookIsNotFound() {
    WithApi.api().refuse(ONE, 404, "no-such-webhook", "There is no such webhook", "None has it.");

    assertThat(Browser.signedIn().get(PATH).statusCode()).isEqualTo(404);
    assertThat(Browser.signedIn().get("/webhooks/x").statusCode()).isEqualTo(404);
  }

  private static WebhookView webhook(boolean enabled, @Nullable DeliveryView last) {
    return new WebhookView(
        ID,
        "hook",
        "acme",
        "https://hooks.example.com/in",
        List.of("action.waits", "notification"),
        "receiver",
        enabled,
        null,
        NOON,
        "kim",
        3,
        1,
        last);
  }

  private static DeliveryView dead() {
    return new DeliveryView(
        "42",
        ID,
        "action.waits",
        "DEAD",
        10,
        NOON,
        null,
        NOON,
        500,
        "gave up after 10 attempts: answered 500 " + HOSTILE,
        "{\"type\":\"action.waits\",\"data\":{\"name\":\"" + HOSTILE + "\"}}");
  }
}
