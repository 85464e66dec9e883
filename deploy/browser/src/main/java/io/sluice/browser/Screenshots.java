package io.sluice.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.service.Layout;
import io.sluice.testkit.ApiClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes a screenshot of each page of a system with problems, light and dark, wide and narrow:
 * {@code screenshots FOLDER [WIDTH [PAGE...]]}, where the width is that of the wide window, and all
 * pages are taken if none is named.
 */
public final class Screenshots {
  private static final int SETTLE_MS = 2_500;
  private static final int WIDE = 1440;
  private static final int NARROW = 390;

  private final Path folder;
  private final int wide;
  private final List<String> only;

  private Screenshots(Path folder, int wide, List<String> only) {
    this.folder = folder;
    this.wide = wide;
    this.only = only;
  }

  public static void main(String[] arguments) throws Exception {
    var system =
        LocalSystem.prepare(
            LocalOptions.usual().with(Map.of("CANCEL_GRACE_SECONDS", "2")),
            Layout.here(),
            new Progress(System.err));
    try (system) {
      system.start();
      try (var api = new ApiClient(system.endpoints().adminApi(), system.endpoints().token())) {
        int wide = arguments.length > 1 ? Integer.parseInt(arguments[1]) : WIDE;
        List<String> only =
            List.of(arguments).subList(Math.min(2, arguments.length), arguments.length);
        new Screenshots(Path.of(arguments[0]), wide, only)
            .take(system, ScreenshotScenario.make(api));
      }
    }
  }

  private void take(LocalSystem system, ScreenshotScenario scenario) {
    var pages = pages(scenario);
    try (var chromium = Chromium.start()) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : List.of(wide, NARROW)) {
          var options =
              new NewContextOptions()
                  .setColorScheme(scheme)
                  .setReducedMotion(ReducedMotion.REDUCE)
                  .setViewportSize(width, 900);
          var endpoints = system.endpoints();
          try (var visitor =
              BrowserUser.of(chromium.browser(), options, endpoints.diagnosticsWeb())) {
            take(visitor, "sign-in", "/sign-in", scheme, width);
            visitor.signIn(endpoints.username(), endpoints.password());
            pages.forEach((name, path) -> take(visitor, name, path, scheme, width));
          }
        }
      }
    }
  }

  /** Paths of all pages by the name of their screenshot. */
  static Map<String, String> pages(ScreenshotScenario scenario) {
    var pages = new LinkedHashMap<String, String>();
    pages.put("overview", "/");
    pages.put("workers", "/workers");
    pages.put("worker", "/workers/" + scenario.worker());
    pages.put("stuck", "/stuck");
    pages.put("actions", "/actions");
    pages.put("action", "/actions/" + scenario.action());
    pages.put("councils", "/councils");
    pages.put("council", "/councils/" + scenario.council());
    pages.put("action-types", "/action-types");
    pages.put("analytics", "/analytics?range=24h");
    pages.put("executions", "/executions");
    pages.put("execution-stuck", "/executions/" + scenario.stuck());
    pages.put("execution", "/executions/" + scenario.succeeded());
    pages.put("dead-letters", "/dead-letters");
    pages.put("workflows", "/workflows");
    pages.put("upload", "/workflows/upload");
    pages.put("submit", "/workflows/" + scenario.form() + "/submit");
    pages.put("blacklist", "/blacklist");
    pages.put("notifications", "/notifications");
    pages.put("webhooks", "/webhooks");
    pages.put("webhook-new", "/webhooks/new");
    pages.put("system-logs", "/system-logs");
    pages.put("audit", "/audit");
    pages.put("config", "/config");
    pages.put("users", "/users");
    pages.put("tokens", "/tokens");
    return pages;
  }

  private void take(BrowserUser visitor, String name, String path, ColorScheme scheme, int width) {
    if (!only.isEmpty() && !only.contains(name)) {
      return;
    }
    Page page = visitor.open(path);
    page.waitForTimeout(SETTLE_MS);
    String file =
        String.format(
            Locale.ROOT,
            "%s-%s-%d.png",
            name,
            scheme == ColorScheme.DARK ? "dark" : "light",
            width);
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(file)).setFullPage(true));
    System.out.println(file);
  }
}
