package io.sluice.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class ExpiredActionsTest {

  @Inject Database database;
  @Inject InstantSource clock;
  @Inject Retention retention;
  @Inject Rows rows;

  /** Without its action nothing would say that a council has not approved an execution. */
  @Test
  void anActionStaysAsLongAsItsExecutionAndGoesWithIt() {
    Api.awaitWorkflow("echo");
    String id = Api.post("/api/workflow_actions", "{\"workflow_type_id\":\"echo\"}").path("id");
    rows.change("UPDATE action SET created_at = now() - interval '10 years' WHERE id = ?", id);
    var expired = new ExpiredRows(database, clock, retention);

    Duration _ = expired.turn();
    assertThat(actions(id)).as("its execution waits").isOne();
    Api.post("/api/executions/" + id + "/cancel", "{}");
    Api.awaitStatus(id, "CANCELLED");
    Duration _ = expired.turn();
    assertThat(actions(id)).as("its execution has ended").isOne();
    rows.change("DELETE FROM execution_history WHERE id = ?", id);
    Duration _ = expired.turn();

    assertThat(actions(id)).as("its execution is deleted").isZero();
  }

  private long actions(String id) {
    return rows.number("SELECT count(*) FROM action WHERE id = ?", id);
  }
}
