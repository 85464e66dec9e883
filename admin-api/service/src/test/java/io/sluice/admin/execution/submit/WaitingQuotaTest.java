package io.sluice.admin.execution.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.api.Problem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts real rows, with a quota of its own. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class WaitingQuotaTest {

  private static final int LIMIT = 3;

  @Inject Database database;
  @Inject Rows rows;
  private final String organization = "org-" + UUID.randomUUID();
  private Instant now = Instant.EPOCH;
  private WaitingQuota quota;

  @BeforeEach
  void aQuotaOfThree() {
    quota = new WaitingQuota(() -> LIMIT, () -> now);
  }

  @Test
  void asManyAsTheQuotaMayWaitAndNotOneMore() {
    submit("");
    submit(later());

    assertThat(take()).as("the third").isNull();
    Problem refused = Objects.requireNonNull(take());
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.detail()).contains(organization, "3 waiting executions");
  }

  @Test
  void whenSomeHaveRunOthersMayCome() {
    for (int i = 0; i < LIMIT; i++) {
      submit(later());
    }
    assertThat(take()).isNotNull();

    rows.change(
        "UPDATE execution SET status = 'SUCCESS', finished_at = now() WHERE organization = ?"
            + " AND id = (SELECT min(id::text)::uuid FROM execution WHERE organization = ?)",
        organization,
        organization);

    assertThat(take()).as("it has not looked again").isNotNull();
    now = now.plusSeconds(1);
    assertThat(take()).isNull();
    assertThat(take()).isNotNull();
  }

  @Test
  void anotherOrganizationHasItsOwn() {
    for (int i = 0; i < LIMIT; i++) {
      submit("");
    }

    assertThat(take()).isNotNull();
    Problem other =
        database.transaction(connection -> quota.take(connection, "other-" + organization));
    assertThat(other).isNull();
  }

  private static String later() {
    return ",\"run_at\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"";
  }

  private @Nullable Problem take() {
    return database.transaction(connection -> quota.take(connection, organization));
  }

  private void submit(String rest) {
    Api.submit("{\"workflow\":\"echo\",\"organization\":\"%s\"%s}".formatted(organization, rest));
  }
}
