package io.sluice.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class ExpiredSumsTest {

  @Inject Database database;
  @Inject InstantSource clock;
  @Inject Retention retention;
  @Inject Rows rows;

  @ParameterizedTest
  @CsvSource({"hour, 31, 1", "hour, 33, 0", "day, 399, 1", "day, 401, 0"})
  void sumsByDayStayForLongerThanThoseByHour(String span, int days, int left) {
    String organization = "expired-" + UUID.randomUUID().hashCode();
    rows.change(
        """
        INSERT INTO analytics_sum (span, scope, organization, workflow_id, type, agent, at, kind,
          detail, count, amount)
        VALUES (?, 'organization', ?, ?, '', '', now() - ?::interval, 'SUCCESS', '', 1, 0)
        """,
        span,
        organization,
        "00000000-0000-0000-0000-000000000000",
        days + " days");

    Duration _ = new ExpiredRows(database, clock, retention).turn();

    assertThat(
            rows.number("SELECT count(*) FROM analytics_sum WHERE organization = ?", organization))
        .isEqualTo(left);
  }
}
