package io.sluice.diagnostics.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.UserApi.Me;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People sign in at an OpenID provider, by the authorization code flow with PKCE. */
@QuarkusTest
@WithTestResource(WithProvider.class)
class ProviderSignInTest {

  private static final String NOTES = "GET /api/platform/notifications";

  @BeforeEach
  void adminApiIsThere() {
    WithProvider.reset();
    WithProvider.stub().on(NOTES, new NotificationPage(List.of(), null, 0));
    WithProvider.stub().on("GET /api/me", new Me("vera", "operator", List.of("acme"), false, true));
  }

  @Test
  void aPageLeadsToTheProviderWithAChallenge() {
    Response answer = new Browser().get("/notifications");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.header("Location"))
        .startsWith(WithProvider.issuer() + "/authorize?")
        .contains("response_type=code", "code_challenge_method=S256", "code_challenge=")
        .contains("client_id=sluice-page")
        .containsPattern("redirect_uri=[^&]*signed-in");
  }

  @Test
  void theSignInPageOfBuiltInUsersIsOff() {
    assertThat(new Browser().get("/sign-in").statusCode()).isEqualTo(303);
  }

  @Test
  void afterTheCodeTheTokenOfTheProviderGoesToAdminApiAndThePersonIsKnown() {
    Browser browser = signedIn();

    var page = browser.page("/notifications?all=true");

    assertThat(page.select(".who").text()).contains("operator");
    ApiStub.Request asked = WithProvider.stub().heard(NOTES).getLast();
    assertThat(asked.authorization()).isEqualTo("Bearer " + WithProvider.accessToken());
    assertThat(WithProvider.stub().heard("POST /token"))
        .extracting(ApiStub.Request::body)
        .anySatisfy(body -> assertThat(body).contains("code=from-the-provider", "code_verifier="));
  }

  @Test
  void whoseGroupsGiveNoRoleIsToldSo() {
    WithProvider.stub()
        .refuse("GET /api/me", 403, "forbidden", "The role does not allow this", "No role.");
    WithProvider.stub()
        .refuse(NOTES, 403, "forbidden", "The role does not allow this", "You have no role.");

    assertThat(signedIn().page("/notifications", 403).text()).contains("You have no role.");
  }

  @Test
  void formsMayLeadToTheProvider() {
    assertThat(new Browser().get("/notifications").header("Content-Security-Policy"))
        .contains("form-action 'self' " + WithProvider.issuer() + ";")
        .contains("default-src 'self';");
  }

  @Test
  void whatAPageAsksByScriptIsNotLedToTheProvider() {
    Response fragment = new Browser().fragment("/notifications");

    assertThat(fragment.statusCode()).isEqualTo(401);
    assertThat(fragment.header("HX-Redirect"))
        .endsWith("/sign-in?to=%2Fexecutions%3Fstatus%3DFAILED");
    assertThat(fragment.cookies()).isEmpty();
    assertThat(new Browser().get("/live/session").statusCode()).isEqualTo(401);
  }

  @Test
  void aFormOfWhoIsNotSignedInIsNotRepeatedAfterTheSignIn() {
    Response answer = new Browser().postWithoutToken("/notifications/read", Map.of());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/sign-in");
  }

  @Test
  void behindATrustedProxyWithTlsTheProviderSendsTheBrowserToTheProxy() {
    Response answer =
        given()
            .redirects()
            .follow(false)
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-For", "192.0.2.7")
            .get("/notifications");

    assertThat(answer.header("Location"))
        .contains("redirect_uri=https%3A%2F%2F127.0.0.1%2Fsigned-in");
    assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(answer.getDetailedCookies().asList()).isNotEmpty().allMatch(Cookie::isSecured);
  }

  @Test
  void signingOutEndsItAtTheProviderToo() {
    Browser browser = signedIn();
    browser.page("/notifications");

    Response answer = browser.post("/sign-out", Map.of());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .startsWith(WithProvider.issuer() + "/end?client_id=sluice-page&post_logout_redirect_uri=")
        .contains("%2Fsigned-out&id_token_hint=ey");
    assertThat(browser.cookie("q_session")).isEmpty();
    assertThat(browser.get("/notifications").statusCode()).isEqualTo(302);
    assertThat(browser.page("/signed-out").text()).contains("You are signed out");
  }

  @Test
  void signingOutLeavesNoTokensThatTheSameRequestHasRefreshed() {
    WithProvider.tokensLive(Duration.ofSeconds(4)); // each request refreshes them in advance
    Browser browser = signedIn();
    int before = refreshed();

    Response answer = browser.post("/sign-out", Map.of());

    assertThat(refreshed()).isGreaterThan(before);
    assertThat(answer.getDetailedCookies().asList())
        .filteredOn(cookie -> cookie.getName().startsWith("q_session"))
        .isNotEmpty()
        .allMatch(cookie -> cookie.getMaxAge() == 0 && cookie.getValue().isEmpty());
  }

  private static int refreshed() {
    return (int)
        WithProvider.stub().heard("POST /token").stream()
            .filter(each -> each.body().contains("grant_type=refresh_token"))
            .count();
  }

  @Test
  void whoseSignInHasEndedHereIsSignedOutAtTheProvider() {
    Response answer = new Browser().post("/sign-out", Map.of());

    assertThat(answer.header("Location"))
        .startsWith(WithProvider.issuer() + "/end?")
        .doesNotContain("id_token_hint");
  }

  @Test
  void aTokenThatAdminApiRefusesIsExplainedAndNotAskedForAgain() {
    WithProvider.stub().refuse(NOTES, 401, "unauthenticated", "Sign in", "Wrong audience.");

    assertThat(signedIn().page("/notifications", 502).text())
        .contains("admin-api does not accept your sign-in", "SLUICE_OIDC_AUDIENCE");
  }

  private static Browser signedIn() {
    var browser = new Browser();
    String there = browser.get("/notifications").header("Location");
    String state = there.replaceAll(".*[?&]state=([^&]*).*", "$1");
    Response back = browser.get("/signed-in?code=from-the-provider&state=" + state);
    assertThat(back.statusCode()).as(back.asString()).isEqualTo(302);
    URI next = URI.create(back.header("Location"));
    assertThat(next.getPath()).isEqualTo("/notifications");
    Response page = browser.get("/notifications?" + next.getRawQuery());
    assertThat(page.statusCode()).isIn(200, 302, 403, 502);
    return browser;
  }
}
