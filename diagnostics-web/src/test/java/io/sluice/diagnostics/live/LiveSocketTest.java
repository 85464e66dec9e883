package io.sluice.diagnostics.live;

import static io.sluice.diagnostics.live.FleetSnapshots.delta;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.queue;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.snapshot;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static io.sluice.diagnostics.live.WithStream.stream;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.UserApi.Me;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Follows data from the stream of admin-api through this instance to a browser, over real sockets.
 */
@QuarkusTest
@WithTestResource(WithStream.class)
class LiveSocketTest {

  private static final Duration CAP = Duration.ofSeconds(30);

  private final Screen screen = new Screen();

  @BeforeEach
  void oneWorkerIsThere() {
    WithApi.api().forget();
    await().atMost(CAP).until(() -> stream().watched());
    stream()
        .begins(
            snapshot(
                7,
                queue(3, "import"),
                worker("w", process(1, "ACTIVE", running(1, "RUNNING", "import")))));
  }

  @Test
  void theFirstFrameHasAllSectionsOfThePage() {
    screen.watches(Browser.signedIn().cookie("sluice"), "");

    await().atMost(CAP).until(() -> screen.all().contains("id=\"p-w-1\""));
    assertThat(screen.all())
        .contains("<section id=\"strip\"")
        .contains("<section id=\"queue\"")
        .contains("<section id=\"fleet\"")
        .contains("data-hx-swap-oob=\"morph\"");
  }

  @Test
  void aChangeIsPushedAndAGapAsksForASnapshot() {
    screen.watches(Browser.signedIn().cookie("sluice"), "");
    await().atMost(CAP).until(() -> screen.all().contains("data-state=\"running\""));

    stream()
        .push(delta(8, List.of(worker("w", process(1, "ACTIVE", running(1, "STUCK", "import"))))));
    await().atMost(CAP).until(() -> screen.all().contains("data-state=\"stuck\""));

    stream().push(delta(99, List.of()));
    await().atMost(CAP).until(() -> stream().said().contains("{\"type\":\"snapshot\"}"));
  }

  @Test
  void aLostStreamIsToldAndComesBack() {
    screen.watches(Browser.signedIn().cookie("sluice"), "");
    await().atMost(CAP).until(() -> screen.all().contains("data-feed=\"live\""));

    stream().hangsUp();

    await().atMost(CAP).until(() -> screen.all().contains("data-feed=\"lost\""));
    await().atMost(CAP).until(() -> screen.frames.getLast().contains("data-feed=\"live\""));
  }

  @Test
  void whoSeesSomeOrganizationsOnlyGetsNumbersAndNoNames() {
    var everybody = Browser.signedIn().cookie("sluice");
    WithApi.api().on("GET /api/me", new Me("vera", "viewer", List.of("acme"), true, false));
    var limited = Browser.signedIn();
    var other = new Screen();

    screen.watches(limited.cookie("sluice"), "");
    other.watches(everybody, "");

    await().atMost(CAP).until(() -> other.all().contains("import"));
    await().atMost(CAP).until(() -> screen.all().contains("id=\"p-w-1\""));
    assertThat(screen.all())
        .contains("<b id=\"queue-depth\">3</b> waiting")
        .doesNotContain("import")
        .doesNotContain("No executions queued")
        .doesNotContain(FleetSnapshots.id(1).toString());
    var page = limited.page("/workers");
    assertThat(page.html()).doesNotContain("import");
    assertThat(page.select("#counts-only")).hasSize(1);
  }

  @Test
  void whoSignsOutWatchesNoMore() {
    var browser = Browser.signedIn();
    screen.watches(browser.cookie("sluice"), "");
    await().atMost(CAP).until(() -> screen.all().contains("id=\"p-w-1\""));

    browser.post("/sign-out", Map.of());

    await().atMost(CAP).until(() -> screen.closedWith == 1012);
  }

  @Test
  void nobodyWatchesWithoutASession() {
    assertThat(refused("", "")).isEqualTo(401);
    assertThat(refused("forged", "")).isEqualTo(401);
  }

  @Test
  void aPageOfAnotherOriginMayNotWatch() {
    var session = Browser.signedIn().cookie("sluice");

    assertThat(refused(session, "https://evil.example")).isEqualTo(403);
  }

  private int refused(String session, String origin) {
    var failed =
        catchThrowableOfType(CompletionException.class, () -> screen.watches(session, origin));
    assertThat(failed).hasCauseInstanceOf(WebSocketHandshakeException.class);
    var refusal = (WebSocketHandshakeException) requireNonNull(failed.getCause());
    return refusal.getResponse().statusCode();
  }

  /** Collects the frames that a browser gets. */
  private static final class Screen implements WebSocket.Listener {
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile int closedWith;

    void watches(String session, String origin) {
      var builder = HttpClient.newHttpClient().newWebSocketBuilder();
      builder.header("Cookie", "sluice=" + session);
      if (!origin.isEmpty()) {
        builder.header("Origin", origin);
      }
      var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
      var page = URI.create("ws://localhost:" + port + "/live/workers");
      builder.buildAsync(page, this).join();
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closedWith = code;
      return null;
    }

    String all() {
      return String.join("\n", frames);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        frames.add(partial.toString());
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
