package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class MeTest {

  @Inject Rows rows;

  @ParameterizedTest
  @CsvSource({"viewer, false", "agent, false", "operator, true", "platform-admin, true"})
  void tellsTheCallerItsRoleAndWhatItIsShown(String role, boolean payloads) {
    JsonPath me =
        given()
            .auth()
            .oauth2(rows.signedIn(role))
            .get("/api/me")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    assertThat(me.getString("role")).isEqualTo(role);
    assertThat(me.getString("name")).isNotBlank();
    assertThat(me.getBoolean("sees_payloads")).isEqualTo(payloads);
    assertThat(me.getBoolean("built_in")).isTrue();
    assertThat(me.getList("organizations")).containsExactly("*");
  }
}
