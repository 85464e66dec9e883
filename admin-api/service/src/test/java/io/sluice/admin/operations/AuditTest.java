package io.sluice.admin.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.identity.Audit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class AuditTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String PATH = "/api/platform/audit";

  /** A day that no other test uses. */
  private static final LocalDate LONG_AGO = LocalDate.of(2001, 2, 3);

  @Inject Audit audit;
  @Inject AuditStore auditRows;
  @Inject Database database;
  @Inject Rows rows;

  @AfterEach
  void longAgoIsForgotten() {
    tamper("DELETE FROM audit WHERE day = ?");
    rows.change("DELETE FROM audit_chain WHERE day = ?", LONG_AGO);
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrDouble() {
    String actor = "actor-" + UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      write(actor, "test.page", "object/" + i);
    }
    write(actor, "test.other", "object/other");

    var objects = new ArrayList<String>();
    String cursor = "";
    do {
      JsonPath page =
          Api.get(PATH + "?limit=2&action=test.page&actor=" + actor + cursor).jsonPath();
      objects.addAll(page.getList("items.object", String.class));
      cursor =
          page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
    } while (!cursor.isEmpty());

    assertThat(objects).containsExactly("object/4", "object/3", "object/2", "object/1", "object/0");
    String at = Api.get(PATH + "?actor=" + actor).jsonPath().getString("items[0].at");
    assertThat(
            Api.get(PATH + "?actor=" + actor + "&from=2100-01-01T00:00:00Z")
                .jsonPath()
                .getList("items"))
        .isEmpty();
    assertThat(Api.get(PATH + "?actor=" + actor + "&to=" + at).jsonPath().getList("items"))
        .hasSizeBetween(1, 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cursor=x",
        "cursor=1-2-3",
        "from=yesterday",
        "to=2026",
        "limit=0",
        "limit=201",
      })
  void aBadQueryIsRefused(String query) {
    assertThat(Api.get(PATH + "?" + query).statusCode()).isEqualTo(422);
  }

  @Test
  void whatTheRoleRefusesIsOneRow() {
    String token = rows.token("viewer");
    String path = "/api/platform/workers/" + UUID.randomUUID() + "/processes/1/recycle";

    Response refused = given().header("Authorization", "Bearer " + token).post(path);

    assertThat(refused.statusCode()).isEqualTo(403);
    JsonPath found = Api.get(PATH + "?action=forbidden&limit=200").jsonPath();
    List<String> ids =
        found.getList("items.findAll { it.object == 'POST " + path + "' }.request_id");
    assertThat(ids).containsExactly(refused.header("X-Request-Id"));
  }

  @Test
  void whatOnlyReadsOrSubmitsIsNoRowWhenItIsRefused() {
    String token = rows.token("viewer");
    long before = rows.number("SELECT count(*) FROM audit WHERE action = 'forbidden'");

    assertThat(given().header("Authorization", "Bearer " + token).get(PATH).statusCode())
        .isEqualTo(403);
    assertThat(
            given()
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{}")
                .post("/api/executions")
                .statusCode())
        .isEqualTo(403);

    assertThat(rows.number("SELECT count(*) FROM audit WHERE action = 'forbidden'"))
        .isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UPDATE audit SET result = 'allowed'", "DELETE FROM audit", "TRUNCATE audit"})
  void nobodyChangesIt(String sql) {
    write("somebody", "test.final", "object");

    assertThatThrownBy(() -> rows.change(sql))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("the audit is never changed");
  }

  @Test
  void manyWritersMakeOneChain() {
    var objects = new HashSet<String>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, 200)
          .forEach(
              i -> {
                objects.add("object/" + i);
                threads.execute(() -> write("many", "test.chain", "object/" + i));
              });
    }

    assertThat(rows.number("SELECT count(DISTINCT object) FROM audit WHERE action = 'test.chain'"))
        .isEqualTo(objects.size());
    assertThat(auditRows.firstBroken(LocalDate.now(ZoneOffset.UTC))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM audit WHERE day = ? AND position = 3",
        "DELETE FROM audit WHERE day = ? AND position = 5",
        "DELETE FROM audit WHERE day = ?",
        "UPDATE audit SET result = 'allowed' WHERE day = ? AND position = 3",
        "UPDATE audit SET position = position + 1 WHERE day = ? AND position = 5",
      })
  void whoeverGetsPastTheTriggerIsFound(String sql) {
    aDayOfFive();
    assertThat(auditRows.firstBroken(LONG_AGO)).isEmpty();

    tamper(sql);

    assertThat(auditRows.firstBroken(LONG_AGO)).isPresent();
    await().atMost(CAP).until(() -> brokenDays() == 1);
  }

  private void aDayOfFive() {
    for (int i = 0; i < 5; i++) {
      rows.change(
          "INSERT INTO audit (at, actor, action, object, result)"
              + " VALUES (timestamptz '2001-02-03 04:05:06Z', 'a', 'b', 'c', 'refused')");
    }
  }

  /** Changes rows as the owner of the table. */
  private void tamper(String sql) {
    rows.change("ALTER TABLE audit DISABLE TRIGGER audit_is_final");
    rows.change(sql, LONG_AGO);
    rows.change("ALTER TABLE audit ENABLE TRIGGER audit_is_final");
  }

  private void write(String actor, String action, String object) {
    database.transaction(
        connection -> {
          audit.write(
              connection, new Audit.Entry(actor, action, object, null, null, null, "allowed"));
          return object;
        });
  }

  private static int brokenDays() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return given()
        .port(port)
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("sluice_audit_broken_days"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
