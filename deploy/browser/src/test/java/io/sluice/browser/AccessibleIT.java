package io.sluice.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody can use every page, and every page is valid HTML (ui, section 6). */
@ExtendWith(NeedsChromium.class)
class AccessibleIT {
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private static PageSystem system;
  private static List<String> paths = List.of();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    system = PageSystem.start();
    paths = Screenshots.pages(Trouble.make(system.api())).values().stream().toList();
  }

  @AfterAll
  static void stop() throws IOException {
    if (system != null) {
      system.close();
    }
  }

  static Stream<Arguments> windows() {
    return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
        .flatMap(scheme -> Stream.of(1440, 390).map(width -> Arguments.of(scheme, width)));
  }

  @ParameterizedTest(name = "{0} {1} px")
  @MethodSource("windows")
  void noPageBreaksARuleOfAccessibility(ColorScheme scheme, int width) {
    var window =
        new NewContextOptions()
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setViewportSize(width, 900);
    var broken = new ArrayList<String>();
    try (var visitor = system.nobody(window)) {
      broken.addAll(broken(visitor.open("/sign-in")));
    }
    try (var visitor = system.administrator(window)) {
      for (String path : paths) {
        broken.addAll(broken(visitor.open(path)));
      }
    }
    assertThat(broken).isEmpty();
  }

  private static List<String> broken(Page page) {
    return new AxeBuilder(page)
        .withTags(RULES).analyze().getViolations().stream()
            .flatMap(
                rule ->
                    rule.getNodes().stream()
                        .map(
                            node ->
                                "%s: %s %s at %s"
                                    .formatted(
                                        page.url(),
                                        rule.getId(),
                                        rule.getHelp(),
                                        node.getTarget())))
            .toList();
  }

  @Test
  void everyPageIsValidHtml() throws Exception {
    var validator = new EmbeddedValidator();
    validator.setOutputFormat(EmbeddedValidator.OutputFormat.TEXT);
    var wrong = new ArrayList<String>();
    try (var visitor = system.administrator()) {
      for (String path : paths) {
        String html = visitor.page().request().get(visitor.address(path)).text();
        var source = new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8));
        validator.validate(source).lines().forEach(line -> wrong.add(path + " " + line));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noPageIsWiderThanANarrowWindow() {
    try (var visitor = system.administrator(new NewContextOptions().setViewportSize(390, 800))) {
      for (String path : paths) {
        Page page = visitor.open(path);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
            .as(path)
            .isEqualTo(390);
      }
    }
  }
}
