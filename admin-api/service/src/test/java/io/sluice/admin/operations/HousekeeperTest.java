package io.sluice.admin.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.operations.Housekeeper.HousekeepingConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class HousekeeperTest {

  @Inject Rows rows;
  @Inject Database database;
  @Inject Duties duties;
  @Inject InstantSource clock;
  @Inject HousekeepingConfig config;

  @Test
  void whatIsOldGoesAndWhatIsNewStays() {
    said("8 days", "old line");
    said("6 days", "new line");
    rows.change(
        "INSERT INTO execution_count (hour, workflow_id, organization, status, error_type, bucket,"
            + " slot, count) SELECT now() - interval '40 days', id, '', 'SUCCESS', '', -1, 0, 1"
            + " FROM workflow LIMIT 1");
    var housekeeper = new Housekeeper(database, duties, clock, config);

    housekeeper.start();

    await().atMost(Duration.ofSeconds(30)).until(() -> lines("old line") == 0);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                rows.number(
                        "SELECT count(*) FROM execution_count WHERE hour < now() - interval '32 days'")
                    == 0);
    assertThat(lines("new line")).isOne();
    housekeeper.stop();
  }

  private void said(String age, String message) {
    rows.change(
        "INSERT INTO system_log (at, service, level, logger, message)"
            + " VALUES (now() - ?::interval, 'test', 1, 'test', ?)",
        age,
        message);
  }

  private long lines(String message) {
    return rows.number("SELECT count(*) FROM system_log WHERE message = ?", message);
  }
}
