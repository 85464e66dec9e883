package io.sluice.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.lifecycle.Duties;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class OutboxUpkeepTest {

  @Inject Rows rows;
  @Inject Database database;
  @Inject Duties duties;
  @Inject WebhookConfig config;

  private final String name = "hook-" + UUID.randomUUID();
  private final AtomicReference<Instant> elapsed = new AtomicReference<>(Instant.EPOCH);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private String path = "";

  @BeforeEach
  void aWebhookThatNobodySends() {
    path =
        "/api/webhooks/"
            + Api.post(
                    "/api/webhooks",
                    "{\"name\":\"%s\",\"url\":\"mailto:ops@mail.example\",\"kinds\":[\"notification\"]}"
                        .formatted(name))
                .path("id");
    rows.change("UPDATE webhook SET sender_until = 'infinity' WHERE name = ?", name);
  }

  @AfterEach
  void delete() {
    assertThat(Api.asAdministrator().delete(path).statusCode()).isEqualTo(204);
  }

  @Test
  void whatWaitsIsMeasuredEachHalfMinuteAndNotInEachTurn() {
    OutboxUpkeep upkeep =
        new OutboxUpkeep(
            database,
            duties,
            new WebhookMetrics(meters),
            InstantSource.system(),
            elapsed::get,
            config);
    upkeep.run();
    double before = pending();
    add(3);

    elapsed.set(Instant.EPOCH.plusSeconds(29));
    upkeep.run();
    assertThat(pending()).isEqualTo(before);

    elapsed.set(Instant.EPOCH.plusSeconds(30));
    upkeep.run();
    assertThat(pending()).isGreaterThanOrEqualTo(before + 3);
  }

  @Test
  void whatIsGivenUpIsCountedByTransport() {
    add(3);
    OutboxUpkeep upkeep =
        new OutboxUpkeep(
            database,
            duties,
            new WebhookMetrics(meters),
            InstantSource.system(),
            elapsed::get,
            config);

    assertThat(upkeep.giveUpBeyond(1)).containsEntry(Transport.MAIL, 2);
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      Api.post(path + "/test", "").then().statusCode(202);
    }
  }

  private double pending() {
    return meters.get("sluice.webhook.pending").gauge().value();
  }
}
