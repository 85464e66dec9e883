package io.sluice.diagnostics.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.SignIn;
import io.sluice.api.UserApi.Me;
import io.sluice.diagnostics.api.ApiJson;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-ins of some age: the cookie is sealed here as the service seals it. */
@QuarkusTest
@WithTestResource(WithApi.class)
@SuppressWarnings("NullAway.Init")
class RenewalTest {

  private static final String REFRESH = "POST /api/sign-in/refresh";
  private static final Duration LONG = Duration.ofMinutes(10);

  @Inject SessionSeal seal;

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on("GET /api/platform/notifications", new NotificationPage(List.of(), null, 0));
  }

  @Test
  void anOldTokenIsRenewedAndTheCookieToo() throws Exception {
    Browser browser = browser("slr_one", LONG, LONG);
    String before = browser.cookie("sluice");

    assertThat(browser.get("/notifications").statusCode()).isEqualTo(200);

    assertThat(WithApi.api().heard(REFRESH).getLast().body()).contains("slr_one");
    assertThat(browser.cookie("sluice")).isNotEqualTo(before);
    assertThat(WithApi.api().heard("GET /api/platform/notifications").getLast().authorization())
        .isNotEqualTo("Bearer slu_old");
  }

  @Test
  void manyRequestsWithOneCookieUseItsRefreshTokenOnce() throws Exception {
    Browser browser = browser("slr_many", LONG, LONG);
    String cookie = browser.cookie("sluice");
    Callable<Integer> page =
        () -> {
          var another = new Browser();
          another.setCookie("sluice", cookie);
          return another.get("/notifications").statusCode();
        };
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (var answer : pool.invokeAll(Stream.generate(() -> page).limit(16).toList())) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }

    assertThat(
            WithApi.api().heard(REFRESH).stream()
                .filter(each -> each.body().contains("slr_many"))
                .toList())
        .hasSize(1);
  }

  @Test
  void whoWasIdleTooLongSignsInAgain() throws Exception {
    Browser browser = browser("slr_idle", LONG, Duration.ofMinutes(31));

    assertThat(browser.get("/notifications").statusCode()).isEqualTo(303);
    assertThat(browser.cookie("sluice")).isEmpty();
    assertThat(WithApi.api().heard(REFRESH)).isEmpty();
  }

  @Test
  void afterEightHoursASignInIsOver() throws Exception {
    Browser browser = browser("slr_day", Duration.ofHours(8), Duration.ZERO);

    assertThat(browser.get("/notifications").statusCode()).isEqualTo(303);
  }

  @Test
  void aSignInThatAdminApiEndedIsOverHereToo() throws Exception {
    WithApi.api()
        .on(REFRESH, _ -> ApiStub.problem(401, "sign-in-refused", "Refused", "It is over."));
    Browser browser = browser("slr_ended", LONG, LONG);

    assertThat(browser.get("/notifications").header("Location")).contains("/sign-in?to=");
    assertThat(browser.cookie("sluice")).isEmpty();
  }

  @Test
  void anAdminApiThatCannotRenewEndsNoSignIn() throws Exception {
    WithApi.api().on(REFRESH, _ -> ApiStub.problem(503, "unavailable", "Away", "No database."));
    Browser browser = browser("slr_away", LONG, LONG);

    assertThat(browser.get("/notifications").statusCode()).isEqualTo(200);
    assertThat(browser.cookie("sluice")).isNotEmpty();
  }

  @Test
  void aPageThatAsksByItselfKeepsNobodySignedIn() throws Exception {
    Browser browser = browser("slr_poll", LONG, Duration.ofMinutes(29));

    browser.fragment("/stuck/live");

    assertThat(seenAgo(browser)).isGreaterThan(Duration.ofMinutes(28));
    browser.get("/notifications");
    assertThat(seenAgo(browser)).isLessThan(Duration.ofMinutes(1));
  }

  private Duration seenAgo(Browser browser) throws Exception {
    String text = seal.open(browser.cookie("sluice")).orElseThrow();
    UserSession session = ApiJson.of(new ObjectMapper()).readValue(text, UserSession.class);
    return Duration.between(session.seenAt(), Instant.now());
  }

  private Browser browser(String refreshToken, Duration age, Duration idle) throws Exception {
    Instant now = Instant.now();
    UserSession session =
        UserSession.begin(
                new SignIn.Answer("slu_old", 900, refreshToken, false),
                new Me("vera", "viewer", List.of("*"), true, false),
                now.minus(age))
            .seen(now.minus(idle));
    var browser = new Browser();
    browser.setCookie(
        "sluice", seal.seal(ApiJson.of(new ObjectMapper()).writeValueAsString(session)));
    return browser;
  }
}
