package io.sluice.admin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.lifecycle.Duties.Duty;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class DutiesTest {

  private static final Duty DUTY = Duty.HOUSEKEEPER;

  @Inject DutyStore store;
  @Inject Database database;
  private Instant now = Instant.EPOCH;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> done = new ArrayList<>();
  private Duties first;
  private Duties second;

  @BeforeEach
  void twoInstances() {
    leaseEnds();
    first = new Duties(store, () -> now, InstantSource.system(), meters);
    second = new Duties(store, () -> now, InstantSource.system(), new SimpleMeterRegistry());
  }

  @Test
  void oneInstanceAtATimeCarriesOutADuty() {
    boolean carriedOut =
        first.carryOut(
            DUTY,
            _ -> {
              done.add("first");
              assertThat(second.carryOut(DUTY, _ -> done.add("second"))).isFalse();
            });

    assertThat(carriedOut).isTrue();
    assertThat(done).containsExactly("first");
    assertThat(second.carryOut(DUTY, _ -> done.add("second"))).as("given back").isTrue();
  }

  @Test
  void aFrozenInstanceLosesItsDutyAndNoticesWhenItContinues() {
    boolean carriedOut =
        first.carryOut(
            DUTY,
            lease -> {
              leaseEnds();
              assertThat(second.carryOut(DUTY, _ -> done.add("second"))).isTrue();
              now = now.plus(Duration.ofMinutes(2));
              lease.hold();
              done.add("first");
            });

    assertThat(carriedOut).isFalse();
    assertThat(done).containsExactly("second");
  }

  @Test
  void aFrozenInstanceDoesNotEndTheLeaseOfItsSuccessor() {
    first.carryOut(
        DUTY,
        _ -> {
          leaseEnds();
          second.carryOut(
              DUTY,
              lease -> {
                now = now.plus(Duration.ofSeconds(14));
                lease.hold();
                done.add("second");
              });
        });

    assertThat(done).containsExactly("second");
  }

  @Test
  void aLongWorkExtendsItsLease() {
    first.carryOut(
        DUTY,
        lease -> {
          for (int i = 0; i < 5; i++) {
            now = now.plus(Duration.ofSeconds(8));
            lease.hold();
          }
          done.add("first");
        });

    assertThat(done).containsExactly("first");
    assertThat(second.carryOut(DUTY, _ -> done.add("second"))).as("given back").isTrue();
  }

  @Test
  void aWorkThatFailsGivesItsLeaseBackAndIsNotCompleted() {
    first.carryOut(DUTY, _ -> {});
    long completed = number("completed_at");

    assertThatThrownBy(
            () ->
                first.carryOut(
                    DUTY,
                    _ -> {
                      throw new IllegalStateException("it fails");
                    }))
        .hasMessage("it fails");

    assertThat(number("completed_at")).isEqualTo(completed);
    assertThat(second.carryOut(DUTY, _ -> done.add("second"))).isTrue();
  }

  @Test
  void anInstanceThatNeverGetsTheDutySeesThatAnotherOneCompletesIt() {
    double before = lastCompleted();
    second.carryOut(DUTY, _ -> now = now.plusMillis(1));
    second.carryOut(DUTY, _ -> first.carryOut(DUTY, _ -> done.add("first")));

    assertThat(done).isEmpty();
    assertThat(lastCompleted()).isGreaterThan(before);
  }

  private double lastCompleted() {
    return meters
        .get("sluice.duty.last.completed.timestamp")
        .tag("duty", "housekeeper")
        .timeGauge()
        .value(TimeUnit.MILLISECONDS);
  }

  private void leaseEnds() {
    database.upkeep(
        connection ->
            Sql.update(
                connection,
                "UPDATE duty SET held_until = clock_timestamp() - interval '1 s' WHERE name = ?",
                "housekeeper"));
  }

  private long number(String column) {
    return database.upkeep(
        connection ->
            Sql.first(
                    connection,
                    "SELECT (1000000 * extract(epoch FROM "
                        + column
                        + "))::bigint AS micros FROM duty WHERE name = ?",
                    row -> row.getLong("micros"),
                    "housekeeper")
                .orElseThrow());
  }
}
