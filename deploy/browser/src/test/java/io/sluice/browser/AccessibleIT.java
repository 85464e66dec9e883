package io.sluice.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks every page for accessibility and valid HTML (docs/page.md). Opens each page once in four
 * windows. Runs last, because it leaves failed executions behind.
 */
@Tag("long")
@Order(Integer.MAX_VALUE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({NeedsChromium.class, Shared.class})
class AccessibleIT {
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final int WIDE = 1440;
  private static final int NARROW = 390;

  /** Switches transitions off, so that the colours of the scheme apply at once. */
  private static final NewContextOptions STILL =
      new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);

  private final PageSystem system;
  private final BrowserUser visitor;
  private final Map<String, String> pages;

  AccessibleIT(PageSystem system) throws IOException, InterruptedException {
    this.system = system;
    this.pages = pages(ScreenshotScenario.make(system.api()));
    this.visitor = system.administrator(STILL);
  }

  @AfterAll
  void leave() {
    visitor.close();
  }

  /** The pages with a screenshot, and those reached from them. */
  private Map<String, String> pages(ScreenshotScenario scenario)
      throws IOException, InterruptedException {
    var api = system.api();
    String spin = api.get("/api/workflows/spin").success().path("workflow_id").asText();
    var processes =
        api.get("/api/platform/workers/" + scenario.worker()).success().path("processes");
    var all = new LinkedHashMap<>(Screenshots.pages(scenario));
    all.put("executions only", "/workers?only=executions");
    all.put("failed executions", "/executions?status=FAILED");
    all.put("no executions", "/executions?q=there-is-none-of-it");
    all.put("log of an execution", "/executions/" + scenario.succeeded() + "?level=INFO");
    all.put("dossier", "/executions/" + scenario.stuck() + "/dossier");
    all.put("retry", "/executions/" + scenario.stuck() + "/retry");
    all.put("workflow", "/workflows/" + spin);
    all.put("settings of a workflow", "/workflows/" + spin + "/settings");
    all.put("input without a schema", "/workflows/" + spin + "/submit");
    all.put("councils", "/councils");
    all.put("webhook", "/webhooks/" + webhook());
    all.put("rollback", "/workflows/" + spin + "/rollback/1");
    all.put("blacklist a workflow", "/blacklist/add");
    all.put("release", "/blacklist/" + spin + "/remove");
    all.put("probation", "/blacklist/" + spin + "/probation");
    all.put("password", "/password");
    all.put("signed out", "/signed-out");
    all.put("not found", "/there-is-no-such-page");
    for (var process : processes) {
      String path = "/workers/" + scenario.worker() + "/processes/" + process.path("pid").asText();
      switch (process.path("state").asText()) {
        case "ACTIVE" -> all.put("recycle", path + "/recycle");
        case "DRAINING" -> all.put("kill", path + "/kill");
        default -> {}
      }
    }
    assertThat(all).containsKeys("recycle", "kill");
    return all;
  }

  /** Makes a mailbox with a delivery that waits, or has failed with a reason. */
  private String webhook() throws IOException, InterruptedException {
    String id =
        system
            .api()
            .post(
                "/api/webhooks",
                "{\"name\":\"mail-of-operations\",\"url\":\"mailto:ops@example.com\","
                    + "\"kinds\":[\"notification\",\"action.waits\"]}")
            .success()
            .path("id")
            .asText();
    system.api().post("/api/webhooks/" + id + "/test", "").success();
    return id;
  }

  @TestFactory
  Stream<DynamicTest> everyPageIsForEverybody() {
    return pages.entrySet().stream()
        .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> check(page.getValue())));
  }

  private void check(String path) throws Exception {
    Page page = visitor.open(path);
    var wrong = wrong(page);
    wrong.addAll(invalid(visitor.page().request().get(visitor.address(path)).text()));
    assertThat(wrong).as(path).isEmpty();
  }

  @Test
  void whoHasNotSignedInCanDoSo() throws Exception {
    try (var nobody = system.nobody(STILL)) {
      Page page = nobody.open("/sign-in");
      var wrong = wrong(page);
      wrong.addAll(invalid(page.content()));
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void theAnswerToAnUploadIsForEverybodyToo(@TempDir Path folder) throws Exception {
    Page page = visitor.open("/workflows/upload");
    page.locator("#jar").setInputFiles(WorkflowJar.write(folder, "uploaded-for-everybody"));
    page.locator("#upload").click();
    page.locator("#registered").waitFor();
    var wrong = wrong(page);
    wrong.addAll(invalid(page.content()));
    page.locator("#jar").setInputFiles(Files.writeString(folder.resolve("a.jar"), "no jar"));
    page.locator("#upload").click();
    page.locator("main [role=alert]").waitFor();
    wrong.addAll(wrong(page));
    wrong.addAll(invalid(page.content()));
    assertThat(wrong).isEmpty();
  }

  @Test
  void theDialogIsForEverybodyToo() {
    Page page = visitor.open("/workers");
    page.keyboard().press("?");
    page.locator("#dialog[open] #help-title").waitFor();
    var wrong = wrong(page);
    page.keyboard().press("Escape");
    page.locator("[data-state=active] a.action").first().click();
    page.locator("#dialog[open] #order-cancel").waitFor();
    wrong.addAll(wrong(page));
    assertThat(wrong).isEmpty();
  }

  /** The violations in each window, and whether the page is wider than a narrow window. */
  private static List<String> wrong(Page page) {
    var wrong = new ArrayList<String>();
    for (int width : List.of(WIDE, NARROW)) {
      page.setViewportSize(width, 900);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        broken(page)
            .forEach(
                rule -> wrong.add(String.format(Locale.ROOT, "%s %d: %s", scheme, width, rule)));
      }
    }
    var seen = page.evaluate("() => document.documentElement.scrollWidth");
    if (!seen.equals(NARROW)) {
      wrong.add(String.format(Locale.ROOT, "%s px wide in a window of %d px", seen, NARROW));
    }
    return wrong;
  }

  private static List<String> broken(Page page) {
    var options = new AxeRunOptions();
    options.setResultTypes(List.of("violations"));
    return new AxeBuilder(page)
            .options(options)
            .setLegacyMode(true) // there are no frames, and its other mode opens a window each time
            .withTags(RULES)
            .analyze()
            .getViolations()
            .stream()
            .flatMap(
                rule ->
                    rule.getNodes().stream()
                        .map(
                            node ->
                                rule.getId() + " " + rule.getHelp() + " at " + node.getTarget()))
            .toList();
  }

  private static List<String> invalid(String html) throws Exception {
    var validator = new EmbeddedValidator();
    validator.setOutputFormat(EmbeddedValidator.OutputFormat.GNU);
    var source = new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8));
    return validator.validate(source).lines().toList();
  }
}
