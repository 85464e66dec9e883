package io.sluice.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.sluice.testkit.Keycloak;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Checks the page with sign-ins at a Keycloak whose tokens live for 20 s, with two instances and no
 * affinity (docs/security.md).
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({NeedsChromium.class, Shared.class})
class ProviderSignInIT {
  private static final double TIMEOUT_MS = 60_000;
  private static final String PERSON = "paul";

  private final PageSystem system;
  private final ProviderSystem provider;

  ProviderSignInIT(PageSystem system) throws IOException, InterruptedException {
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
    this.system = system;
    this.provider = ProviderSystem.start(system);
  }

  @AfterAll
  void stop() throws IOException {
    provider.close();
  }

  @Test
  void aSignInThatOneInstanceBeganIsCompletedAndKeptByTheOther() {
    try (var visitor = provider.nobody()) {
      provider.leadTo(0);
      Page page = visitor.open("/workers?only=executions");
      picture(page, "provider");

      provider.leadTo(1);
      fillIn(page);

      assertThat(page).hasURL(visitor.address("/workers?only=executions"));
      assertThat(page.locator(".who")).containsText("platform-admin");
      Assertions.assertThat(visitor.context().cookies())
          .filteredOn(cookie -> cookie.name.startsWith("q_"))
          .isNotEmpty()
          .allMatch(cookie -> cookie.httpOnly && cookie.secure);
      provider.leadTo(0);
      visitor.open("/executions");
      assertThat(page).hasURL(visitor.address("/executions"));
      assertThat(page.locator(".who")).containsText(PERSON);
    }
  }

  @Test
  void thePageStaysLiveAndSignedInAfterTheEndOfItsTokens() throws Exception {
    try (var visitor = signedIn()) {
      Page page = visitor.page();
      List<WebSocket> sockets = new CopyOnWriteArrayList<>();
      page.onWebSocket(sockets::add);
      visitor.open("/workers");
      List<String> asked = new CopyOnWriteArrayList<>();
      page.onRequest(request -> asked.add(request.url()));
      page.evaluate("() => { window.notReloaded = true; }");

      // Each connection of the browser ends with the tokens that it began with.
      page.waitForCondition(
          () -> sockets.size() >= 3, new Page.WaitForConditionOptions().setTimeout(2 * TIMEOUT_MS));
      String id = system.api().submit("sleep", "{\"seconds\":600}", 1_200);

      assertThat(page.locator("#x-" + id)).isVisible();
      system.api().cancel(id);
      assertThat(page.locator("#x-" + id)).hasCount(0);
      assertThat(page.locator("#strip[data-feed=live]")).isVisible();
      Assertions.assertThat(page.evaluate("() => window.notReloaded")).isEqualTo(true);
      picture(page, "live-after-expiry");
      visitor.open("/executions/" + id);
      assertThat(page.locator("main")).containsText("sleep");
      Assertions.assertThat(asked).noneMatch(url -> url.startsWith(provider.issuer()));
      Assertions.assertThat(provider.log()).doesNotContain("The live stream ended");
    }
  }

  @Test
  void signingOutEndsTheSessionAtTheProviderAndInOtherTabs() {
    try (var visitor = signedIn()) {
      Page other = visitor.context().newPage();
      other.navigate(visitor.address("/workers"));
      assertThat(other.locator("#strip[data-feed=live]")).isVisible();
      Page page = visitor.open("/workers");

      page.getByText("Sign out").click();

      assertThat(page).hasURL(visitor.address("/signed-out"));
      assertThat(page.locator("h1")).hasText("You are signed out");
      picture(page, "signed-out");
      assertThat(other.locator("#banner")).containsText("You are signed out here");
      page.goBack();
      isAtProvider(page);
      visitor.open("/");
      isAtProvider(page);
    }
  }

  @Test
  void whatIsOpenedByScriptAfterTheEndOfTheSignInLeadsTheWholePageToTheProvider() {
    try (var visitor = signedIn()) {
      Page page = visitor.open("/workers");
      page.locator("[data-state=active] a.action").first().waitFor();

      visitor.context().clearCookies();
      page.locator("[data-state=active] a.action").first().click();

      fillIn(page);
      assertThat(page).hasURL(visitor.address("/workers"));
    }
  }

  @Test
  void whoseSignInHasEndedHereCanStillSignOutAtTheProvider() {
    try (var visitor = signedIn()) {
      Page page = visitor.open("/workers");
      visitor
          .context()
          .clearCookies(
              new BrowserContext.ClearCookiesOptions().setName(Pattern.compile("q_session.*")));

      page.getByText("Sign out").click();
      page.locator("#kc-logout").click(); // it asks, because nothing tells who wants to

      assertThat(page).hasURL(visitor.address("/signed-out"));
      visitor.open("/");
      isAtProvider(page);
    }
  }

  private BrowserUser signedIn() {
    provider.leadTo(0);
    var visitor = provider.nobody();
    Page page = visitor.open("/");
    fillIn(page);
    assertThat(page).hasURL(visitor.address("/"));
    return visitor;
  }

  private void fillIn(Page page) {
    isAtProvider(page);
    page.locator("#username").fill(PERSON);
    page.locator("#password").fill(Keycloak.PASSWORD);
    page.locator("#kc-login").click();
  }

  private void isAtProvider(Page page) {
    page.waitForURL(url -> url.startsWith(provider.issuer()));
    assertThat(page.locator("#kc-login")).isVisible();
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/pictures", "oidc-" + name + ".png")));
  }
}
