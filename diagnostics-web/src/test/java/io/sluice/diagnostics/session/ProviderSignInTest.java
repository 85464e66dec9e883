package io.sluice.diagnostics.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.UserApi.Me;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import java.net.URI;
import java.util.List;
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
    assertThat(WithProvider.stub().heard("POST /token").getLast().body())
        .contains("code=from-the-provider", "code_verifier=");
  }

  @Test
  void whoseGroupsGiveNoRoleIsToldSo() {
    WithProvider.stub()
        .refuse("GET /api/me", 403, "forbidden", "The role does not allow this", "No role.");
    WithProvider.stub()
        .refuse(NOTES, 403, "forbidden", "The role does not allow this", "You have no role.");

    assertThat(signedIn().page("/notifications", 403).text()).contains("You have no role.");
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
    assertThat(page.statusCode()).isIn(200, 302, 403);
    return browser;
  }
}
