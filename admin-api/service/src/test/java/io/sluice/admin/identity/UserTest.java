package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Elsewhere;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class UserTest {

  private static final String PASSWORD = "first-of-two-secrets";

  @Inject Rows rows;

  @Test
  void aUserIsAddedOnceAndShown() {
    String name = name();
    Response added = add(name, "viewer", "[\"acme\",\"umbrella\"]");

    assertThat(added.statusCode()).as(added.asString()).isEqualTo(201);
    assertThat(added.header("Location")).endsWith("/api/users/" + added.path("id"));
    assertThat(added.<List<String>>path("organizations")).containsExactly("acme", "umbrella");
    assertThat(added.asString()).doesNotContain(PASSWORD, "password_hash");
    Response taken = add(name, "viewer", "[\"*\"]");
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(taken.<String>path("type")).endsWith("username-taken");
    assertThat(audited("user.add", name)).isEqualTo(2);
    JsonPath page = Api.get("/api/users?limit=1&cursor=" + name.substring(0, 20)).jsonPath();
    assertThat(page.getList("items")).hasSize(1);
    assertThat(page.getString("items[0].username")).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "a b, first-of-two-secrets, viewer, username",
    "name, eleven-char, viewer, password",
    "eleven, my-name-is-eleven, viewer, password",
    "name, first-of-two-secrets, root, role"
  })
  void aBadUserIsRefusedByName(String name, String password, String role, String field) {
    Response refused =
        Api.post(
            "/api/users",
            "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}"
                .formatted(name, password, role));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
  }

  @Test
  void aChangeOfRoleIsEffectiveAtOnceAndRecordedWithBeforeAndAfter() {
    String name = name();
    String id = add(name, "viewer", "[\"*\"]").path("id");
    String token = token(name);

    Response changed = change(id, "{\"role\":\"operator\",\"organizations\":[\"acme\"]}");

    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(changed.<String>path("role")).isEqualTo("operator");
    JsonPath audit = Api.get("/api/platform/audit?action=user.change&limit=200").jsonPath();
    String entry = "items.find { it.object == 'user/" + name + "' }";
    assertThat(audit.getString(entry + ".before"))
        .isEqualTo("role=viewer organizations=* enabled=true");
    assertThat(audit.getString(entry + ".after"))
        .isEqualTo("role=operator organizations=acme enabled=true");
    assertThat(audit.getString(entry + ".actor")).isEqualTo(TestSystem.USERNAME);
    assertThat(audit.getString(entry + ".role")).isEqualTo("platform-admin");
    assertThat(audit.getString(entry + ".address")).isNotNull();
    assertThat(audit.getString(entry + ".request_id")).isNotNull();
    assertThat(token).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"{\"enabled\":false}", "{\"password\":\"third-of-two-secrets\"}"})
  void whoIsDisabledOrGetsANewPasswordIsSignedOut(String change) {
    String name = name();
    String id = add(name, "viewer", "[\"*\"]").path("id");
    String token = token(name);
    assertThat(status(token)).as("must change the password").isEqualTo(403);

    assertThat(change(id, change).statusCode()).isEqualTo(200);

    assertThat(status(token)).isEqualTo(401);
  }

  @Test
  void aChangeOfNothingOrOfNoUserIsRefused() {
    assertThat(change(UUID.randomUUID().toString(), "{\"role\":\"viewer\"}").statusCode())
        .isEqualTo(404);
    assertThat(change("x", "{\"role\":\"viewer\"}").statusCode()).isEqualTo(404);
    assertThat(change(UUID.randomUUID().toString(), "{}").statusCode()).isEqualTo(422);
    assertThat(change(UUID.randomUUID().toString(), "{\"admin\":true}").statusCode())
        .isEqualTo(400);
  }

  private static Response add(String name, String role, String organizations) {
    return Api.post(
        "/api/users",
        "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\",\"organizations\":%s}"
            .formatted(name, PASSWORD, role, organizations));
  }

  private static Response change(String id, String body) {
    return Api.asAdministrator()
        .contentType("application/json")
        .body(body)
        .patch("/api/users/" + id);
  }

  private static String token(String name) {
    return JsonPath.from(Elsewhere.atNewAddress().signIn(name, PASSWORD).body()).getString("token");
  }

  private static int status(String token) {
    return given()
        .header("Authorization", "Bearer " + token)
        .get("/api/executions?limit=1")
        .statusCode();
  }

  private long audited(String action, String name) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = ? AND object = ?", action, "user/" + name);
  }

  private static String name() {
    return "person-" + UUID.randomUUID();
  }
}
