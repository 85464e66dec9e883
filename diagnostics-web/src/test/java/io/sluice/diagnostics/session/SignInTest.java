package io.sluice.diagnostics.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WithApi.class)
class SignInTest {

  private static final String NOTES = "GET /api/platform/notifications";

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on(NOTES, new NotificationPage(List.of(), null, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/workers",
        "/executions",
        "/executions/0198b000-0000-7000-8000-000000000001/log.txt",
        "/stuck",
        "/workflows",
        "/blacklist/add",
        "/notifications",
        "/system-logs/live",
        "/audit",
        "/config",
        "/password",
        "/logs",
        "/no/such/page"
      })
  void withoutASignInEveryPageLeadsThere(String path) {
    Response answer = new Browser().get(path);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).contains("/sign-in");
    assertThat(WithApi.api().heard(NOTES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-in", "/assets/sluice.css", "/vendor/htmx.min.js"})
  void signingInAndAssetsAreForEverybody(String path) {
    assertThat(new Browser().get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void leadsBackToWhereThePersonWanted() {
    var browser = new Browser();
    String asked = browser.get("/notifications?all=true").header("Location");
    assertThat(asked).endsWith("/sign-in?to=%2Fnotifications%3Fall%3Dtrue");
    assertThat(browser.page("/sign-in?to=%2Fnotifications%3Fall%3Dtrue").select("[name=to]").val())
        .isEqualTo("/notifications?all=true");

    Response answer = signIn(browser, "/notifications?all=true");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/notifications?all=true");
    assertThat(browser.page("/notifications?all=true").select(".who").text())
        .contains("vera", "platform-admin");
    assertThat(WithApi.api().heard(NOTES).getLast().authorization()).startsWith("Bearer slu_token");
    assertThat(WithApi.api().heard("POST /api/sign-in").getLast().forwardedFor())
        .isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/sign-out",
        "\t//evil.example"
      })
  void neverLeadsToAForeignAddress(String to) {
    Response answer = signIn(new Browser(), to);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).matches("http://[^/]+/");
  }

  @Test
  void aWrongPasswordIsSaidAndNotRepeated() {
    var browser = new Browser();

    var page =
        browser.form("/sign-in", Map.of("username", "vera", "password", "canary-wrong"), 401);

    assertThat(page.select("[role=alert]").text()).contains("is wrong");
    assertThat(page.select("#username").val()).isEqualTo("vera");
    assertThat(page.html()).doesNotContain("canary-wrong");
    assertThat(browser.cookie("sluice")).isEmpty();
  }

  @Test
  void tooManyFailuresAndAnEmptyFormAreSaid() {
    WithApi.api()
        .refuse("POST /api/sign-in", 429, "too-many-requests", "Too many", "Wait a minute.");

    assertThat(new Browser().form("/sign-in", Map.of("username", "v", "password", "x"), 429).text())
        .contains("Wait a minute.");
    assertThat(new Browser().form("/sign-in", Map.of("username", "vera"), 422).text())
        .contains("both");
  }

  @Test
  void anAdminApiThatIsAwayIsSaidWithoutAStack() {
    WithApi.api().fallsSilent();

    var page = new Browser().form("/sign-in", Map.of("username", "v", "password", "x"), 503);

    assertThat(page.select("[role=alert]").text()).contains("admin-api does not answer");
  }

  @Test
  void aFormOfAnotherSiteSignsNobodyIn() {
    Response answer =
        new Browser().postWithoutToken("/sign-in", Map.of("username", "vera", "password", "right"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(WithApi.api().heard("POST /api/sign-in")).isEmpty();
  }

  @Test
  void theCookieIsHiddenFromScriptsAndSecureBeyondLoopback() {
    Cookie here = signIn(new Browser(), "/").getDetailedCookie("sluice");
    assertThat(here.isHttpOnly()).isTrue();
    assertThat(here.isSecured()).isFalse();
    assertThat(here.getSameSite()).isEqualTo("Lax");
    assertThat(here.getPath()).isEqualTo("/");
    assertThat(here.getDomain()).isNull();
    assertThat(here.getValue()).doesNotContain("slu_token");

    Response page = given().header("Host", "sluice.example").get("/sign-in");
    Cookie elsewhere =
        given()
            .header("Host", "sluice.example")
            .redirects()
            .follow(false)
            .cookie("csrf-token", page.getCookie("csrf-token"))
            .formParams(Map.of("username", "vera", "password", "right"))
            .formParam("csrf-token", page.getCookie("csrf-token"))
            .post("/sign-in")
            .getDetailedCookie("__Host-sluice");
    assertThat(elsewhere.isSecured()).isTrue();
    assertThat(elsewhere.isHttpOnly()).isTrue();
  }

  @Test
  void aCookieThatWasChangedOpensNothing() {
    Browser browser = Browser.signedIn();
    String sealed = browser.cookie("sluice");
    char last = sealed.charAt(sealed.length() - 5);
    browser.setCookie(
        "sluice",
        sealed.substring(0, sealed.length() - 5)
            + (last == 'A' ? 'B' : 'A')
            + sealed.substring(sealed.length() - 4));

    assertThat(browser.get("/notifications").statusCode()).isEqualTo(303);
  }

  @Test
  void eachSignInHasACookieOfItsOwn() {
    assertThat(Browser.signedIn().cookie("sluice"))
        .isNotEqualTo(Browser.signedIn().cookie("sluice"));
  }

  @Test
  void signingOutEndsItOnBothSides() {
    Browser browser = Browser.signedIn();

    Response answer = browser.post("/sign-out", Map.of());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(browser.cookie("sluice")).isEmpty();
    assertThat(WithApi.api().heard("DELETE /api/sign-in").getLast().authorization())
        .startsWith("Bearer slu_token");
    assertThat(browser.page("/sign-in?said=out").select("[role=status]").text())
        .contains("You are signed out.");
    assertThat(browser.get("/notifications").statusCode()).isEqualTo(303);
  }

  @Test
  void aSignOutThatAdminApiDidNotHearIsSaid() {
    Browser browser = Browser.signedIn();
    WithApi.api().goesAway();

    assertThat(browser.post("/sign-out", Map.of()).header("Location")).endsWith("said=out-here");
    assertThat(browser.cookie("sluice")).isEmpty();
  }

  @Test
  void noBrowserKeepsAPage() {
    Browser browser = Browser.signedIn();

    assertThat(browser.get("/notifications").header("Cache-Control")).isEqualTo("no-store");
    assertThat(browser.get("/sign-in").header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aLinkCannotSignOut() {
    assertThat(Browser.signedIn().get("/sign-out").statusCode()).isEqualTo(405);
  }

  @Test
  void whoMustChangeThePasswordGetsNoFurther() {
    WithApi.api().wantsAnotherPassword();
    var browser = new Browser();
    assertThat(signIn(browser, "/notifications").header("Location")).endsWith("/password");
    assertThat(browser.get("/notifications").header("Location")).endsWith("/password");
    assertThat(browser.page("/password").text()).contains("Choose your own password");

    assertThat(browser.form("/password", passwords("one-and-more", "another-one"), 422).text())
        .contains("differ");
    Response answer = browser.post("/password", passwords("one-and-more", "one-and-more"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(WithApi.api().heard("PUT /api/me/password").getLast().body())
        .contains("\"new_password\":\"one-and-more\"");
    assertThat(browser.page("/notifications").select(".who").text()).contains("platform-admin");
  }

  @Test
  void aTokenThatAdminApiTakesNoMoreLeadsToTheSignIn() {
    Browser browser = Browser.signedIn();
    WithApi.api().refuse(NOTES, 401, "unauthenticated", "Sign in first", "The token is over.");

    Response answer = browser.get("/notifications?all=true");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/sign-in?to=%2Fnotifications%3Fall%3Dtrue");
    assertThat(browser.cookie("sluice")).isEmpty();
  }

  @Test
  void aPageThatAsksByItselfIsLedByItsScript() {
    Response answer = new Browser().fragment("/system-logs/live");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("HX-Redirect"))
        .isEqualTo("/sign-in?to=%2Fexecutions%3Fstatus%3DFAILED");
  }

  @Test
  void whoHasNoRoleIsToldSo() {
    Browser browser = Browser.signedIn();
    WithApi.api()
        .on(
            NOTES,
            _ ->
                ApiStub.problem(
                    403, "forbidden", "The role does not allow this", "You have no role."));

    assertThat(browser.page("/notifications", 403).text())
        .contains("Your role does not allow this", "You have no role.");
  }

  private static Map<String, String> passwords(String next, String again) {
    return Map.of("current", "right", "next", next, "again", again);
  }

  private static Response signIn(Browser browser, String to) {
    return browser.post("/sign-in", Map.of("username", "vera", "password", "right", "to", to));
  }
}
