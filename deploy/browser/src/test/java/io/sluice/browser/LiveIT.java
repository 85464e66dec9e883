package io.sluice.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watches a running system as an administrator, without reloading a page. */
@Tag("long")
@ExtendWith({NeedsChromium.class, Shared.class})
class LiveIT {
  private static final double TIMEOUT_MS = 30_000;
  private static final int SLOTS = 4;
  private static final int AGAIN = 1013;
  private static final String STATES =
      "() => [...document.querySelectorAll('#fleet [data-state]')].map(e => e.id + ' ' + e.dataset.state)";

  private final PageSystem system;
  private final List<String> running = new ArrayList<>();

  LiveIT(PageSystem system) {
    this.system = system;
  }

  /** Waits until the worker is idle, so that each test begins with one. */
  @AfterEach
  void end() throws IOException, InterruptedException {
    for (String id : running) {
      if (system.api().get("/api/executions/" + id).success().path("finished_at").isNull()) {
        system.api().cancel(id);
      }
    }
    for (String id : running) {
      system.api().await(id, "CANCELLED", "SUCCESS", "FAILED");
    }
  }

  private String submit(String workflow, String input, int timeoutSeconds)
      throws IOException, InterruptedException {
    String id = system.api().submit(workflow, input, timeoutSeconds);
    running.add(id);
    return id;
  }

  @Test
  void anExecutionWaitsInTheQueueMovesUnderItsProcessAndEndsWithTheCheckMark() throws Exception {
    try (var visitor = system.administrator()) {
      Page page = visitor.open("/workers");
      var before = new ArrayList<String>();
      for (int i = 0; i < SLOTS; i++) {
        before.add(submit("sleep", "{\"seconds\":600}", 1_200));
      }
      for (String id : before) {
        isSeen(page.locator("[data-pid] #x-" + id));
      }
      String id = submit("sleep", "{\"seconds\":4}", 60);
      isSeen(page.locator("#q-" + id));

      system.api().cancel(before.getFirst());

      isSeen(page.locator("[data-pid] #x-" + id));
      assertThat(page.locator("#q-" + id)).hasCount(0);
      isSeen(page.locator("#x-" + id + "[data-ended] .badge.success"));
      isGone(page.locator("#x-" + id));
    }
  }

  @Test
  void theFormSubmitsAnExecutionAndTheListShowsItWithoutAReload() throws Exception {
    String sleep = system.api().get("/api/workflows/sleep").success().path("workflow_id").asText();
    try (var visitor = system.administrator();
        var watcher = system.administrator()) {
      Page list = watcher.open("/executions?workflow=sleep");
      Page page = visitor.open("/workflows/" + sleep + "/submit");
      page.locator("[id='input.seconds']").fill("0.5");
      page.locator("#submit-now").click();

      assertThat(page.locator("#said")).containsText("It is submitted.");
      String id = page.url().replaceAll(".*/executions/|[?].*", "");
      running.add(id);
      isSeen(list.locator("#executions #x-" + id));
      isSeen(list.locator("#executions #x-" + id + "[data-state=SUCCESS]"));
    }
  }

  @Test
  void whatGetsStuckTurnsRedAndShowsItsDossier() throws Exception {
    try (var visitor = system.administrator()) {
      Page page = visitor.open("/workers");
      submit("sleep", "{\"seconds\":600}", 1_200);
      String id = submit("spin", "null", 1);
      isSeen(page.locator("#x-" + id));

      isSeen(page.locator("#x-" + id + "[data-state=stuck]"));
      isSeen(page.locator("#strip-stuck.alarm"));
      assertThat(page.locator("[data-state=draining] .waits")).containsText("healthy execution");

      page.locator("#x-link-" + id).click();
      page.locator("#dossier").click();
      assertThat(page.locator("main")).containsText("SpinWorkflow.spin");
    }
  }

  @Test
  void aRecycledProcessDrainsAndGoesWhenItsExecutionHasEnded() throws Exception {
    try (var visitor = system.administrator()) {
      Page page = visitor.open("/workers");
      String id = submit("sleep", "{\"seconds\":600}", 1_200);
      Locator process =
          page.locator("[data-pid]")
              .filter(new Locator.FilterOptions().setHas(page.locator("#x-" + id)));
      isSeen(process);
      String pid = process.getAttribute("data-pid");

      process.getByText("Recycle").click();
      assertThat(page.locator("#dialog")).containsText("takes no new executions");
      page.locator("#dialog #reason").fill("a test of the page");
      page.locator("#dialog #order-send").click();

      visitor.open("/workers");
      Locator leaving = page.locator("[data-pid='" + pid + "']");
      assertThat(leaving).hasAttribute("data-state", Pattern.compile("pending-kill|draining"));
      assertThat(leaving.locator(".waits")).containsText("Waiting for 1 healthy execution");
      system.api().cancel(id);
      isGone(leaving);
    }
  }

  @Test
  void aWorkflowIsBlacklistedAndReleased() throws Exception {
    try (var visitor = system.administrator()) {
      Page page = visitor.open("/blacklist");
      page.locator("#add").click();
      page.locator("#dialog #workflow").fill("flaky");
      page.locator("#dialog #pick-confirm").click();
      page.locator("#reason").fill("fails too often");
      page.locator("#add-confirm").click();
      Locator entry =
          page.locator("#entries tr").filter(new Locator.FilterOptions().setHasText("flaky"));
      assertThat(entry).containsText("fails too often");

      entry.getByText("Remove").click();
      page.locator("#dialog #reason").fill("mended");
      page.locator("#dialog #remove-confirm").click();
      assertThat(page.locator("#empty")).hasText("No workflows are currently blacklisted.");
    }
  }

  @Test
  void aCutConnectionFreezesThePageAndAFreshSnapshotThawsIt() throws Exception {
    var cut = new AtomicBoolean();
    var socket = new AtomicReference<WebSocketRoute>();
    try (var visitor = system.administrator()) {
      Page page = visitor.page();
      page.routeWebSocket(
          Pattern.compile(".*/live/.*"),
          route -> {
            if (cut.get()) {
              route.close(new WebSocketRoute.CloseOptions().setCode(AGAIN).setReason("cut"));
            } else {
              route.connectToServer();
              socket.set(route);
            }
          });
      visitor.open("/workers");
      isGone(page.locator("#banner"));

      cut.set(true);
      socket.get().close(new WebSocketRoute.CloseOptions().setCode(AGAIN).setReason("cut"));
      assertThat(page.locator("#banner"))
          .containsText("Data frozen at", new ContainsTextOptions().setTimeout(TIMEOUT_MS));
      String id = submit("sleep", "{\"seconds\":600}", 1_200);
      system.api().await(id, "RUNNING");
      assertThat(page.locator("#x-" + id)).hasCount(0);

      cut.set(false);
      isGone(page.locator("#banner"));
      isSeen(page.locator("#x-" + id));
    }
  }

  @Test
  void twoBrowsersShowTheSame() throws Exception {
    try (var first = system.administrator();
        var second = system.administrator()) {
      first.open("/workers");
      second.open("/workers");
      String id = submit("sleep", "{\"seconds\":600}", 1_200);
      isSeen(first.page().locator("#x-" + id));
      isSeen(second.page().locator("#x-" + id));

      Awaitility.await()
          .untilAsserted(() -> Assertions.assertThat(states(second)).isEqualTo(states(first)));
    }
  }

  private static Object states(BrowserUser visitor) {
    return visitor.page().evaluate(STATES);
  }

  private static void isSeen(Locator what) {
    assertThat(what).isVisible(new IsVisibleOptions().setTimeout(TIMEOUT_MS));
  }

  private static void isGone(Locator what) {
    assertThat(what).isHidden(new IsHiddenOptions().setTimeout(TIMEOUT_MS));
  }
}
