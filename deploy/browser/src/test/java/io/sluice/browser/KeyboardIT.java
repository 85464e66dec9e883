package io.sluice.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uses the page without a pointer and without motion (docs/page.md). */
@Tag("long")
@ExtendWith({NeedsChromium.class, Shared.class})
class KeyboardIT {
  private final PageSystem system;

  KeyboardIT(PageSystem system) {
    this.system = system;
  }

  @Test
  void aPersonFindsReadsAndRecyclesByKeyboardAlone() throws Exception {
    String id = system.api().submit("sleep", "{\"seconds\":600}", 1_200);
    system.api().await(id, "RUNNING");
    try (var visitor = system.administrator()) {
      Page page = visitor.open("/");
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("#main")).isFocused();

      page.keyboard().press("?");
      assertThat(page.locator("#dialog")).isVisible();
      page.keyboard().press("Escape");
      assertThat(page.locator("#dialog")).isHidden();

      page.keyboard().press("g");
      page.keyboard().press("w");
      assertThat(page).hasURL(visitor.address("/workers"));
      page.keyboard().press("/");
      assertThat(page.locator("#host")).isFocused();
      page.keyboard().press("Escape");
      page.locator("[data-state=active] a.action").first().focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#dialog #order-cancel")).isFocused();
      page.keyboard().press("Escape");
      assertThat(page.locator("[data-state=active] a.action").first()).isFocused();

      assertThat(page.locator("#x-" + id)).isVisible();
      page.locator("#main").focus();
      page.keyboard().press("j");
      assertThat(page.locator("#x-" + id)).isFocused();
      page.keyboard().press("p");
      assertThat(page.locator("#hold")).hasAttribute("aria-pressed", "true");
      page.keyboard().press("p");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile(".*/executions/" + id + ".*"));
    } finally {
      system.api().cancel(id);
    }
  }

  @Test
  void withReducedMotionRowsAppearAndVanishAtOnce() throws Exception {
    try (var visitor =
        system.administrator(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE))) {
      Page page = visitor.open("/workers");
      page.evaluate(
          """
          () => new MutationObserver(changes => changes.forEach(change => {
            if (change.target.matches?.('.entering, .leaving')) window.moved = change.target.id;
          })).observe(document.body, {subtree: true, attributes: true, attributeFilter: ['class']})
          """);
      String id = system.api().submit("sleep", "{\"seconds\":3}", 60);
      assertThat(page.locator("#x-" + id)).isVisible();
      assertThat(page.locator("#x-" + id + "[data-ended]")).isVisible();
      assertThat(page.locator("#x-" + id)).hasCount(0);
      org.assertj.core.api.Assertions.assertThat(page.evaluate("() => window.moved")).isNull();
    }
  }
}
