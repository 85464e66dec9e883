package io.sluice.diagnostics.overview;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.diagnostics.health.AdminApiStub;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RunningAdminApi.class)
class OverviewPageTest {

  @BeforeEach
  void adminApiIsUp() {
    RunningAdminApi.stub().answersHealthWith(AdminApiStub.UP);
  }

  @Test
  void saysThatAdminApiIsReadyWithItsChecks() {
    get("/")
        .then()
        .statusCode(200)
        .contentType("text/html;charset=utf-8")
        .body(containsString("<title>Ready · Sluice</title>"))
        .body(containsString("Database connections"));
  }

  @Test
  void saysWhichChecksFailEscapedAndWithoutWhatTheySayOfTheInside() {
    RunningAdminApi.stub().answersHealthWith(AdminApiStub.REDIS_AWAY);

    get("/")
        .then()
        .statusCode(200)
        .body(containsString("Redis connection"))
        .body(containsString("&lt;script&gt;"))
        .body(not(containsString("10.1.2.3")))
        .body(not(containsString("<script")));
  }

  @Test
  void answersInTimeWhenAdminApiDoesNot() {
    RunningAdminApi.stub().stallsInTheMiddleOfAHealthAnswer();

    get("/")
        .then()
        .statusCode(200)
        .body(containsString("no answer within 500 ms"))
        .body(not(containsString("Ready ·")));
  }

  @Test
  void refreshesItselfAndCarriesNoScriptOrInlineStyle() {
    get("/")
        .then()
        .body(containsString("http-equiv=\"refresh\""))
        .body(
            allOf(
                not(containsString("<script")),
                not(containsString("<style")),
                not(containsString("style=\""))));
  }

  @Test
  void setsTheSecurityHeadersOnEveryAnswer() {
    for (var path : new String[] {"/", "/assets/sluice.css", "/nowhere"}) {
      get(path)
          .then()
          .header("X-Content-Type-Options", "nosniff")
          .header("Referrer-Policy", "same-origin")
          .header("Cross-Origin-Opener-Policy", "same-origin")
          .header(
              "Content-Security-Policy",
              allOf(
                  containsString("default-src 'self'"), containsString("frame-ancestors 'none'")));
    }
  }

  @Test
  void isNotKeptByABrowser() {
    get("/").then().header("Cache-Control", "no-store");
  }

  @Test
  void answersAnUnknownPathWithAPageThatDoesNotRepeatIt() {
    get("/no/such/%3Cpage%3E")
        .then()
        .statusCode(404)
        .contentType("text/html;charset=utf-8")
        .body(containsString("There is no such page"))
        .body(not(containsString("such/")));
  }

  @Test
  void tellsNobodyTheAddressOfAdminApi() {
    get("/").then().body(not(containsString(RunningAdminApi.stub().url().getAuthority())));
  }

  @Test
  void isHealthyOnItsManagementPortWhateverAdminApiDoes() {
    RunningAdminApi.stub().answersHealthWith(AdminApiStub.REDIS_AWAY);

    get(management("/q/health/ready")).then().statusCode(200).body("status", equalTo("UP"));
    get(management("/q/metrics")).then().statusCode(200);
    get("/q/health/ready").then().statusCode(404);
  }

  private static URI management(String path) {
    var port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
