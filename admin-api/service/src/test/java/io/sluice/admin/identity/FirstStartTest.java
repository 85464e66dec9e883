package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Elsewhere;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs on a system of its own without users. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@QuarkusTestResource(value = NoAdministrator.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class FirstStartTest {

  private static final Pattern TOLD =
      Pattern.compile("The first administrator is 'admin' with the password '([^']+)'");
  private static final String MINE = "nobody-else-knows-it";

  @Inject Rows rows;

  @Test
  void theFirstAdministratorComesFromAPasswordThatIsPrintedOnceAndTheLastOneStays()
      throws IOException, InterruptedException, ExecutionException {
    List<String> told =
        TOLD.matcher(Files.readString(Path.of(System.getProperty(NoAdministrator.OUTPUT))))
            .results()
            .map((MatchResult result) -> result.group(1))
            .toList();
    assertThat(told).hasSize(1);

    JsonPath session =
        JsonPath.from(Elsewhere.atNewAddress().signIn("admin", told.getFirst()).body());
    String token = session.getString("token");
    assertThat(session.getBoolean("must_change_password")).isTrue();
    assertThat(as(token).get("/api/users").statusCode()).isEqualTo(403);
    String change =
        "{\"current_password\":\"%s\",\"new_password\":\"%s\"}".formatted(told.getFirst(), MINE);
    assertThat(Elsewhere.atNewAddress().put(token, "/api/me/password", change).statusCode())
        .isEqualTo(204);

    String first = as(token).get("/api/users").path("items[0].id");
    Response refused = patch(token, first, "{\"role\":\"viewer\"}");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.<String>path("type")).endsWith("last-administrator");
    assertThat(patch(token, first, "{\"enabled\":false}").statusCode()).isEqualTo(409);

    oneOfTwoWhoTakeTheRightFromEachOtherKeepsIt(token, first);
  }

  private void oneOfTwoWhoTakeTheRightFromEachOtherKeepsIt(String token, String first)
      throws InterruptedException, ExecutionException {
    String second =
        as(token)
            .contentType("application/json")
            .body(
                "{\"username\":\"second\",\"password\":\"%s\",\"role\":\"platform-admin\"}"
                    .formatted(MINE))
            .post("/api/users")
            .path("id");
    List<Callable<Integer>> both =
        List.of(
            () -> patch(token, first, "{\"role\":\"viewer\"}").statusCode(),
            () -> patch(token, second, "{\"role\":\"viewer\"}").statusCode());
    var answers = new ArrayList<Integer>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (Future<Integer> answer : threads.invokeAll(both)) {
        answers.add(answer.get());
      }
    }

    // Who lost the right first may be refused as a viewer already.
    assertThat(answers).contains(200).containsAnyOf(409, 403).hasSize(2);
    assertThat(
            rows.number("SELECT count(*) FROM app_user WHERE enabled AND role = 'platform-admin'"))
        .isEqualTo(1);
  }

  @Test
  void aCallerWithTooManyRequestsMustWaitAndOthersAreServed() {
    String hasty = rows.token("viewer");
    String other = rows.token("viewer");
    var statuses = new ArrayList<Integer>();
    Response last = as(hasty).get("/api/workflows");
    for (int i = 0; i < 10 * NoAdministrator.REQUESTS_PER_SECOND && last.statusCode() == 200; i++) {
      last = as(hasty).get("/api/workflows");
      statuses.add(last.statusCode());
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isEqualTo("1");
    assertThat(last.<String>path("type")).endsWith("too-many-requests");
    assertThat(last.<String>path("detail")).contains("20 requests a second");
    assertThat(statuses).hasSizeGreaterThanOrEqualTo(NoAdministrator.REQUESTS_PER_SECOND - 1);
    assertThat(as(other).get("/api/workflows").statusCode()).isEqualTo(200);
  }

  private static Response patch(String token, String id, String body) {
    return as(token).contentType("application/json").body(body).patch("/api/users/" + id);
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
