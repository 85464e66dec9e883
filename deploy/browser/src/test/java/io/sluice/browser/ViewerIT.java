package io.sluice.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks that the role viewer can change nothing (docs/security.md). */
@Tag("long")
@ExtendWith({NeedsChromium.class, Shared.class})
class ViewerIT {
  private static final String NAME = "vera";
  private static final String FIRST = "given-by-Somebody-1";
  private static final String OWN = "chosen-by-Herself-2";

  private final PageSystem system;

  ViewerIT(PageSystem system) {
    this.system = system;
  }

  @Test
  void aViewerMustChooseAPasswordThenSeesEverythingAndCanChangeNothing() throws Exception {
    system
        .api()
        .post(
            "/api/users",
            "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"viewer\"}".formatted(NAME, FIRST));
    try (var visitor = system.nobody(new NewContextOptions())) {
      Page page = visitor.open("/workers");
      assertThat(page).hasURL(visitor.address("/sign-in?to=%2Fworkers"));
      page.getByLabel("User name").fill(NAME);
      page.locator("#password").fill(FIRST);
      page.locator("#sign-in button[type=submit]").click();

      page.locator("#current").fill(FIRST);
      page.locator("#next").fill(OWN);
      page.locator("#again").fill(OWN);
      page.locator("#password-form button[type=submit]").click();

      visitor.open("/workers");
      String recycle =
          page.locator("[data-state=active] a", new Page.LocatorOptions().setHasText("Recycle"))
              .getAttribute("href");
      visitor.open(recycle);
      assertThat(page.locator("#not-allowed")).containsText("Only the role platform-admin");
      assertThat(page.locator("#order-send")).isDisabled();

      String token = page.locator("#recycle-form input[type=hidden]").getAttribute("value");
      String name = page.locator("#recycle-form input[type=hidden]").getAttribute("name");
      APIResponse forced =
          page.request()
              .post(
                  visitor.address(recycle),
                  RequestOptions.create()
                      .setForm(FormData.create().set(name, token).set("reason", "by force")));
      Assertions.assertThat(forced.text()).contains("platform-admin");
      APIResponse forged =
          page.request()
              .post(
                  visitor.address(recycle),
                  RequestOptions.create().setForm(FormData.create().set("reason", "forged")));
      Assertions.assertThat(forged.status()).isEqualTo(400);
      String worker = system.api().firstWorker();
      Assertions.assertThat(
              system.api().get("/api/platform/workers/" + worker).success().path("processes"))
          .allMatch(process -> !process.path("state").asText().equals("PENDING_KILL"));

      visitor.open("/blacklist");
      assertThat(page.locator("main button").first()).isDisabled();
      visitor.open("/audit");
      assertThat(page.locator("main")).containsText("platform-admin");
    }
  }
}
