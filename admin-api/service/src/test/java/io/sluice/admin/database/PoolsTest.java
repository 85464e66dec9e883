package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PoolsTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String SEARCH = "/api/platform/stuck-history?hours=24";

  @Inject Database database;

  @Test
  void searchesThatDoNotEndTakeNoConnectionOfSubmitsAndReadiness() throws SQLException {
    Api.awaitWorkflow("echo");
    List<Future<Response>> searches = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection person = session();
        var statement = person.createStatement()) {
      person.setAutoCommit(false);
      statement.execute("LOCK TABLE stuck_event IN ACCESS EXCLUSIVE MODE");
      for (int i = 0; i < 40; i++) {
        searches.add(threads.submit(() -> Api.get(SEARCH)));
      }
      await().atMost(CAP).until(() -> waiting(person) >= 8);

      assertThat(Api.post("/api/executions", "{\"workflow\":\"echo\"}").statusCode())
          .isEqualTo(202);
      assertThat(readiness().statusCode()).isEqualTo(200);
      person.rollback();
    }

    assertThat(searches)
        .allSatisfy(
            search -> {
              Response answer = search.get();
              assertThat(answer.statusCode()).isIn(200, 503);
              if (answer.statusCode() == 503) {
                assertThat(answer.asString())
                    .containsAnyOf(
                        "PostgreSQL did not finish in time", "connections to PostgreSQL");
              }
            });
    assertThat(Api.get(SEARCH).statusCode()).isEqualTo(200);
  }

  @Test
  void aListWritesNothing() {
    assertThat(
            database.<Boolean>read(
                connection ->
                    Sql.first(
                            connection,
                            "SELECT current_setting('transaction_read_only') = 'on' AS it",
                            row -> row.getBoolean("it"))
                        .orElseThrow()))
        .isTrue();
    assertThat(
            database.<Boolean>transaction(
                connection ->
                    Sql.first(
                            connection,
                            "SELECT current_setting('transaction_read_only') = 'on' AS it",
                            row -> row.getBoolean("it"))
                        .orElseThrow()))
        .isFalse();
  }

  private static Connection session() throws SQLException {
    String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
    return DriverManager.getConnection(url, "postgres", "");
  }

  private static long waiting(Connection session) throws SQLException {
    return Sql.first(
            session,
            "SELECT count(*) AS n FROM pg_locks WHERE NOT granted",
            row -> row.getLong("n"))
        .orElseThrow();
  }

  private static Response readiness() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return RestAssured.given().port(port).get("/q/health/ready");
  }
}
