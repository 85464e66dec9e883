package io.sluice.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.service.Layout;
import io.sluice.local.state.Endpoints;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.util.Map;

/** A running system and a browser for all test classes. One thread. */
final class PageSystem implements AutoCloseable {
  private static final double TIMEOUT_MS = 30_000;

  /** Settings that allow a webhook to be a mailbox, whose relay is not there. */
  private static final Map<String, String> NO_RELAY =
      Map.of(
          "SLUICE_MAIL_HOST", "localhost",
          "SLUICE_MAIL_PORT", "1",
          "SLUICE_MAIL_FROM", "sluice@example.com",
          "SLUICE_MAIL_DOMAINS", "example.com");

  private final LocalSystem system;
  private final Chromium chromium;
  private final ApiClient api;

  private PageSystem(LocalSystem system, Chromium chromium) {
    this.system = system;
    this.chromium = chromium;
    this.api = new ApiClient(system.endpoints().adminApi(), system.endpoints().token());
  }

  static PageSystem start() throws IOException, InterruptedException {
    var system =
        LocalSystem.prepare(
            LocalOptions.usual(), Layout.here(), new Progress(System.out), NO_RELAY);
    try {
      system.start();
      var started = new PageSystem(system, Chromium.start());
      started.awaitLive();
      return started;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      system.close();
      throw failed;
    }
  }

  /** Waits until diagnostics-web has connected to the live stream. */
  private void awaitLive() {
    try (var visitor = administrator()) {
      assertThat(visitor.page().locator("#strip[data-feed=live]"))
          .isVisible(new IsVisibleOptions().setTimeout(TIMEOUT_MS));
    }
  }

  Browser browser() {
    return chromium.browser();
  }

  Endpoints endpoints() {
    return system.endpoints();
  }

  ApiClient api() {
    return api;
  }

  /** Opens a window with the administrator signed in. */
  BrowserUser administrator() {
    return administrator(new NewContextOptions().setViewportSize(1440, 900));
  }

  BrowserUser administrator(NewContextOptions window) {
    var endpoints = system.endpoints();
    return nobody(window).signIn(endpoints.username(), endpoints.password());
  }

  BrowserUser nobody(NewContextOptions window) {
    return BrowserUser.of(browser(), window, system.endpoints().diagnosticsWeb());
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    api.close();
    system.abort(); // what runs would be waited for
  }
}
