package io.sluice.diagnostics.operations;

import static io.restassured.RestAssured.get;
import static io.sluice.diagnostics.live.WithStream.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.diagnostics.live.FleetSnapshots;
import io.sluice.diagnostics.live.WithStream;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithStream.class)
class OverviewPageTest {

  private static final String UP =
      """
      {"status":"UP","checks":[{"name":"Database connections","status":"UP","data":{"<default>":"UP"}}]}""";

  private static final String REDIS_AWAY =
      """
      {"status":"DOWN","checks":[{"name":"<script>alert(1)</script>","status":"DOWN"},
      {"name":"Redis connection","status":"DOWN","data":{"reason":"refused: 10.1.2.3:6379"}}]}""";

  @BeforeEach
  void adminApiIsUp() {
    WithApi.api().forget();
    WithApi.api().on("GET /q/health/ready", _ -> new ApiStub.Reply(200, UP));
    stream().begins(FleetSnapshots.snapshot(1, FleetSnapshots.queue(3, "import")));
  }

  @Test
  void hasTheFunnelWhatNeedsAttentionTheWorkersAndAdminApi() {
    var browser = Browser.signedIn();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.page("/").select("#funnel-queue .big").text().equals("3 waiting"));

    var page = browser.page("/");

    assertThat(page.title()).isEqualTo("Overview · Sluice");
    assertThat(page.select("main section").eachAttr("id"))
        .containsExactly("funnel", "attention", "lines", "health");
    assertThat(page.select("#health").text()).contains("Ready").contains("Database connections");
    assertThat(page.body().attr("data-ws-connect")).isEqualTo("/live/overview");
  }

  @Test
  void saysWhichChecksFailAsTextAndWithoutWhatTheySayOfTheInside() {
    WithApi.api().on("GET /q/health/ready", _ -> new ApiStub.Reply(503, REDIS_AWAY));

    var health = Browser.signedIn().page("/").expectFirst("#health");

    assertThat(health.text()).contains("Redis connection").contains("<script>alert(1)</script>");
    assertThat(health.text()).contains("Not ready").doesNotContain("10.1.2.3");
  }

  @Test
  void setsTheSecurityHeadersOnEveryAnswer() {
    for (var path : new String[] {"/sign-in", "/assets/sluice.css", "/vendor/htmx.min.js"}) {
      get(path)
          .then()
          .statusCode(200)
          .header("X-Content-Type-Options", "nosniff")
          .header("Referrer-Policy", "same-origin")
          .header("Cross-Origin-Opener-Policy", "same-origin")
          .header("Strict-Transport-Security", "max-age=31536000")
          .header(
              "Content-Security-Policy",
              allOf(
                  containsString("default-src 'self'"), containsString("frame-ancestors 'none'")));
    }
  }

  @Test
  void filesMayBeKeptAndPagesMayNot() {
    get("/webjars/picocss__pico/css/pico.min.css")
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("immutable"));
    assertThat(Browser.signedIn().get("/").header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void answersAnUnknownPathWithAPageThatDoesNotRepeatIt() {
    var page = Browser.signedIn().page("/no/such/page", 404);

    assertThat(page.text()).contains("There is no such page").doesNotContain("such/page");
  }

  @Test
  void tellsNobodyTheAddressOfAdminApi() {
    var authority =
        URI.create(ConfigProvider.getConfig().getValue("sluice.admin-api.url", String.class));

    assertThat(Browser.signedIn().get("/").asString()).doesNotContain(authority.getAuthority());
  }

  @Test
  void isHealthyOnItsManagementPortWhateverAdminApiDoes() {
    WithApi.api().on("GET /q/health/ready", _ -> new ApiStub.Reply(503, REDIS_AWAY));

    get(management("/q/health/ready")).then().statusCode(200).body("status", equalTo("UP"));
    get(management("/q/metrics")).then().statusCode(200);
  }

  private static URI management(String path) {
    var port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
