package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.TestPostgres;
import io.sluice.admin.TestSystem;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that only reads for a while, as the one that a failover leads to. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class FailoverTest {

  private static final Duration CAP = Duration.ofSeconds(60);
  private static final String PATH = "/api/executions";
  private static final String ECHO = "{\"workflow\":\"echo\"}";

  @Inject TestPostgres postgres;

  @AfterEach
  void writesAreAccepted() {
    postgres.acceptWrites(true);
    await().atMost(CAP).until(() -> Api.post(PATH, ECHO).statusCode() == 202);
  }

  @Test
  void sessionsThatOnlyReadAreReplacedWhenTheServerAcceptsWritesAgain() {
    Api.awaitWorkflow("echo");
    postgres.acceptWrites(false);
    postgres.endSessions();

    await().atMost(CAP).untilAsserted(() -> assertThat(submit().statusCode()).isEqualTo(503));
    await()
        .atMost(CAP)
        .untilAsserted(
            () -> {
              assertThat(submit().asString()).contains("PostgreSQL accepts reads only");
              assertThat(readiness().statusCode()).isEqualTo(503);
              assertThat(readiness().asString()).contains("PostgreSQL accepts reads only");
            });

    postgres.acceptWrites(true);

    await().atMost(CAP).untilAsserted(() -> assertThat(submit().statusCode()).isEqualTo(202));
    await().atMost(CAP).untilAsserted(() -> assertThat(readiness().statusCode()).isEqualTo(200));
    for (int i = 0; i < 40; i++) {
      assertThat(submit().statusCode()).as("no such session is left in the pool").isEqualTo(202);
    }
  }

  private static Response submit() {
    return Api.post(PATH, ECHO);
  }

  private static Response readiness() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return RestAssured.given().port(port).get("/q/health/ready");
  }
}
