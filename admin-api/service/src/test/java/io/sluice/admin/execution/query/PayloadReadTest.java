package io.sluice.admin.execution.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PayloadReadTest {

  @Inject Rows rows;
  @Inject Database database;

  @Test
  void aReadWhoseAuditRowWasRolledBackIsRefusedAndTheNextOneIsRecorded() {
    String id = Api.submit("{\"workflow\":\"echo\",\"input\":\"secret\"}");
    String token = rows.token("operator");
    rows.change(
        "INSERT INTO audit (at, actor, action, object, result) VALUES (now(), 't', 't', 't', 't')");

    int whileLocked =
        database.transaction(
            connection -> {
              Sql.list(connection, "SELECT day FROM audit_chain FOR UPDATE", _ -> 1);
              return read(token, id);
            });

    assertThat(whileLocked).isEqualTo(503);
    assertThat(reads(id)).isZero();
    assertThat(read(token, id)).isEqualTo(200);
    assertThat(read(token, id)).isEqualTo(200);
    assertThat(reads(id)).isOne();
  }

  private long reads(String id) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = 'execution.read' AND object = ?",
        "execution/" + id);
  }

  private static int read(String token, String id) {
    return given()
        .header("Authorization", "Bearer " + token)
        .get("/api/executions/" + id)
        .statusCode();
  }
}
