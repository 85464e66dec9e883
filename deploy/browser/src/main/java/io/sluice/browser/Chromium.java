package io.sluice.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The installed Chromium, driven by Playwright, which downloads none. Not thread-safe (Playwright,
 * "Multithreading").
 */
public final class Chromium implements AutoCloseable {

  /** Names another executable. */
  static final String VARIABLE = "SLUICE_CHROMIUM";

  /** The installation hint for the error message. */
  public static final String INSTALL =
      "Chromium is not installed: apt-get install chromium, or name one in " + VARIABLE + ".";

  /**
   * Without sandbox, because tests run as root in containers, and without background network
   * requests.
   */
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** The path of the executable; empty if it is not installed. */
  public static Optional<Path> installed() {
    return Stream.of(
            Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of),
            Optional.of(Path.of("/usr/bin/chromium")),
            Optional.of(Path.of("/usr/bin/chromium-browser")))
        .flatMap(Optional::stream)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @throws IllegalStateException when there is none
   */
  public static Chromium start() {
    Path executable = installed().orElseThrow(() -> new IllegalStateException(INSTALL));
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
    return new Chromium(playwright, browser);
  }

  public Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    try (playwright) {
      browser.close();
    }
  }
}
