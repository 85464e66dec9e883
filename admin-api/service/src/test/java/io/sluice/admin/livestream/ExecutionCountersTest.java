package io.sluice.admin.livestream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.execution.ExecutionListener.StuckAttempt;
import io.sluice.api.ExecutionStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExecutionCountersTest {

  private final ExecutionCounters tally = new ExecutionCounters();

  @Test
  void allAreCountedAndSomeAreNamed() {
    List<UUID> many = Stream.generate(UUID::randomUUID).limit(1_000).toList();

    tally.queued(many);
    many.forEach(tally::started);
    many.forEach(id -> tally.finished(id, ExecutionStatus.SUCCESS));
    tally.finished(UUID.randomUUID(), ExecutionStatus.FAILED);

    ExecutionCounters.Batch batch = taken();
    assertThat(batch.queued()).isEqualTo(1_000);
    assertThat(batch.started()).isEqualTo(1_000);
    assertThat(batch.finished())
        .isEqualTo(Map.of(ExecutionStatus.SUCCESS, 1_000L, ExecutionStatus.FAILED, 1L));
    assertThat(batch.named())
        .containsExactlyElementsOf(many.subList(0, ExecutionCounters.MAX_NAMED));
  }

  @Test
  void whatWasTakenIsNotTakenAgainAndNumbersRise() {
    assertThat(tally.take()).isNull();
    tally.started(UUID.randomUUID());
    long first = taken().number();
    assertThat(tally.take()).isNull();

    tally.stuck(new StuckAttempt(UUID.randomUUID(), "w", 1, 70, "spinning"));

    ExecutionCounters.Batch second = taken();
    assertThat(second.number()).isEqualTo(first + 1);
    assertThat(second.started()).isZero();
    assertThat(second.named()).isEmpty();
    assertThat(second.stuck()).hasSize(1);
  }

  private ExecutionCounters.Batch taken() {
    return Objects.requireNonNull(tally.take());
  }
}
