package io.sluice.admin.execution.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan that Hibernate keeps and never finds again costs memory, and time for all that follow. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PlanCacheTest {

  @Inject Rows rows;
  @Inject SessionFactory sessions;
  private Statistics statistics;

  @BeforeEach
  void count() {
    statistics = sessions.getStatistics();
    statistics.setStatisticsEnabled(true);
  }

  @AfterEach
  void stop() {
    statistics.setStatisticsEnabled(false);
  }

  @Test
  void readingOneExecutionAgainAndAgainPlansItsQueriesOnce() {
    String path = "/api/executions/" + Api.submit("{\"workflow\":\"echo\",\"input\":1}");

    assertThat(plansOfFurtherReads(path)).isZero();
  }

  @Test
  void listingWorkflowsAgainAndAgainPlansItsQueriesOnce() {
    assertThat(plansOfFurtherReads("/api/workflows")).isZero();
  }

  private long plansOfFurtherReads(String path) {
    String token = rows.token("operator");
    read(token, path);
    long planned = statistics.getQueryPlanCacheMissCount();
    for (int i = 0; i < 20; i++) {
      read(token, path);
    }
    return statistics.getQueryPlanCacheMissCount() - planned;
  }

  private static void read(String token, String path) {
    given().header("Authorization", "Bearer " + token).get(path).then().statusCode(200);
  }
}
