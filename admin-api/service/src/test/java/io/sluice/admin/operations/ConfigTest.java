package io.sluice.admin.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class ConfigTest {

  private static final String PATH = "/api/platform/config";
  private static final String WINDOW = "stuck_circuit_breaker_window_minutes";

  @Inject Rows rows;

  @Test
  void aSettingIsChangedWithItsAuditAndShown() {
    JsonPath before = setting(WINDOW);
    assertThat(before.getInt("default")).isEqualTo(60);
    assertThat(before.getInt("range.min")).isEqualTo(1);
    assertThat(before.getInt("range.max")).isEqualTo(10_080);
    assertThat(before.getString("description")).isNotBlank();

    Response answer = put(WINDOW, "{\"value\":90,\"reason\":\"a slow week\"}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(setting(WINDOW).getInt("value")).isEqualTo(90);
    assertThat(setting(WINDOW).getString("changed_by")).isEqualTo(TestSystem.USERNAME);
    assertThat(audits(WINDOW, "60", "90", "allowed")).isOne();
    put(WINDOW, "{\"value\":60}").then().statusCode(200);
    assertThat(audits(WINDOW, "90", "60", "allowed")).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stuck_circuit_breaker_threshold | {\"value\":0} | from 1 to 1000",
        "stuck_circuit_breaker_threshold | {\"value\":1001} | from 1 to 1000",
        "stuck_circuit_breaker_window_minutes | {\"value\":0} | from 1 to 10080",
        "stuck_circuit_breaker_window_minutes | {\"value\":99999999999} | from 1 to 10080",
        "stuck_circuit_breaker_threshold | {} | whole number",
      })
  void aValueOutOfRangeIsRefusedWithTheRange(String key, String body, String says) {
    Response answer = put(key, body);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
    assertThat(answer.<String>path("errors[0].field")).isEqualTo("value");
    assertThat(answer.<String>path("detail")).contains(says);
  }

  @Test
  void aValueThatIsNoNumberIsRefused() {
    for (String value : new String[] {"\"5\"", "5.5", "true", "[5]"}) {
      Response answer = put(WINDOW, "{\"value\":" + value + "}");

      assertThat(answer.statusCode()).as(value).isEqualTo(400);
      assertThat(answer.<String>path("errors[0].field")).as(value).startsWith("value");
    }
  }

  @Test
  void anUnknownSettingIsRefusedWithTheKnownOnesAndAudited() {
    Response answer = put("no.such", "{\"value\":5}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.<String>path("type")).endsWith("no-such-setting");
    assertThat(answer.<String>path("detail"))
        .contains("stuck_circuit_breaker_threshold", "stuck_circuit_breaker_window_minutes");
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE object = 'config/no.such' AND result LIKE"
                    + " 'refused%'"))
        .isOne();
  }

  @Test
  void onlyPlatformAdministratorsChangeIt() {
    var asDeployer = given().header("Authorization", "Bearer " + rows.token("deployer"));
    asDeployer.get(PATH).then().statusCode(200);
    asDeployer
        .contentType("application/json")
        .body("{\"value\":5}")
        .put(PATH + "/" + WINDOW)
        .then()
        .statusCode(403);
  }

  private static JsonPath setting(String key) {
    return Api.get(PATH).jsonPath().setRootPath("items.find { it.key == '" + key + "' }");
  }

  private static Response put(String key, String body) {
    return Api.asAdministrator().contentType("application/json").body(body).put(PATH + "/" + key);
  }

  private long audits(String key, String before, String after, String result) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = 'config.change' AND object = ? AND before = ?"
            + " AND after = ? AND result = ?",
        "config/" + key,
        before,
        after,
        result);
  }
}
