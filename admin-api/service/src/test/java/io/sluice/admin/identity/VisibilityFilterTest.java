package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.QueueView;
import io.sluice.api.SystemLogEntry;
import io.sluice.api.WorkerView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibilityFilterTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID OURS = UUID.fromString("01980000-0000-7000-8000-000000000001");
  private static final UUID FOREIGN = UUID.fromString("01980000-0000-7000-8000-000000000002");
  private static final UUID NOBODYS = UUID.fromString("01980000-0000-7000-8000-000000000003");
  private static final Map<UUID, Optional<String>> OWNERS =
      Map.of(OURS, Optional.of("ours"), FOREIGN, Optional.of("foreign"), NOBODYS, Optional.empty());

  private final VisibilityFilter filter =
      new VisibilityFilter(Organizations.of(List.of("ours")), OWNERS);
  private final VisibilityFilter all = new VisibilityFilter(Organizations.ALL, Map.of());

  @Test
  void anItemOfOthersKeepsItsPlaceInTheQueueAndNoName() {
    assertThat(filter.item(item("ours"))).isEqualTo(item("ours"));
    assertThat(all.item(item("foreign"))).isEqualTo(item("foreign"));
    assertThat(List.of(filter.item(item("foreign")), filter.item(item(null))))
        .containsOnly(
            new QueueView.Item(null, null, null, null, NOW, "high", "waiting_for_slot", true));
  }

  @Test
  void anExecutionOfOthersIsCountedWithItsStateOnly() {
    UUID unknown = UUID.fromString("01980000-0000-7000-8000-000000000004");

    WorkerView seen = filter.worker(worker(OURS, FOREIGN, NOBODYS, unknown));

    List<WorkerView.Running> running = seen.processes().getFirst().executions();
    assertThat(running.getFirst()).isEqualTo(running(OURS));
    assertThat(running.subList(1, 4))
        .containsOnly(new WorkerView.Running(null, null, null, "STUCK", NOW, 2, NOW, null, true));
    WorkerView.Queue queue = Objects.requireNonNull(seen.queue());
    assertThat(queue.depth()).isEqualTo(7);
    assertThat(queue.items().getFirst().executionId()).isNull();
    assertThat(all.worker(worker(FOREIGN))).isEqualTo(worker(FOREIGN));
  }

  @Test
  void changesOfForeignExecutionsAreHiddenAndStuckOnesAreRedacted() {
    var ofWorker = new LiveEvent.WorkerOnline("w", "host", NOW);
    LiveEvent.ExecutionStuck foreign = stuck("foreign");
    var delta =
        new LiveFrame.Delta(
            3,
            NOW,
            List.of(worker(FOREIGN)),
            List.of(
                ofWorker,
                changed("ours"),
                changed("foreign"),
                changed(null),
                stuck("ours"),
                foreign),
            5,
            null,
            null);

    LiveFrame.Delta seen = filter.delta(delta);

    assertThat(seen.events())
        .containsExactly(
            ofWorker,
            changed("ours"),
            stuck("ours"),
            new LiveEvent.ExecutionStuck(null, null, null, null, "w", 7, 2, null, NOW, true));
    assertThat(seen.heartbeats()).isEqualTo(List.of(filter.worker(worker(FOREIGN))));
    assertThat(seen.leftOut()).isEqualTo(5);
    assertThat(all.delta(delta)).isSameAs(delta);
  }

  @ParameterizedTest
  @CsvSource({
    "execution ended execution=01980000-0000-7000-8000-000000000001 to=FAILED, true",
    "execution ended execution=01980000-0000-7000-8000-000000000002 to=FAILED, false",
    "both 01980000-0000-7000-8000-000000000001 and 01980000-0000-7000-8000-000000000002, false",
    "no longer kept 01980000-0000-7000-8000-000000000009, false",
    "a command 01980000-0000-4000-8000-000000000002 is no execution, true",
    "a worker starts, true"
  })
  void aLogLineThatNamesAnExecutionOfOthersHasNoMessage(String message, boolean shown) {
    var line = new SystemLogEntry(1, NOW, "admin-api", null, "INFO", "Test", message, null);

    SystemLogEntry seen = filter.line(line, true);

    assertThat(seen.message()).isEqualTo(shown ? message : null);
    assertThat(seen.redacted()).isEqualTo(shown ? null : true);
    assertThat(all.line(line, true)).isEqualTo(line);
  }

  private static QueueView.Item item(@Nullable String organization) {
    return new QueueView.Item(
        FOREIGN, OURS, "echo", organization, NOW, "high", "waiting_for_slot", null);
  }

  private static WorkerView.Running running(UUID execution) {
    return new WorkerView.Running(execution, OURS, "echo", "STUCK", NOW, 2, NOW, null, null);
  }

  private static WorkerView worker(UUID... executions) {
    var process =
        new WorkerView.ProcessState(
            7,
            1,
            "ACTIVE",
            NOW,
            "thread",
            1,
            2,
            0,
            0,
            0,
            null,
            0,
            List.of(executions).stream().map(VisibilityFilterTest::running).toList());
    return new WorkerView(
        "worker_heartbeat",
        "w",
        NOW,
        "host",
        "0.1",
        NOW,
        "ready",
        null,
        "thread",
        List.of(process),
        new WorkerView.Queue(7, 1, List.of(item("foreign"))),
        new WorkerView.Claims(0, false));
  }

  private static LiveEvent changed(@Nullable String organization) {
    return new LiveEvent.ExecutionChanged(
        FOREIGN, OURS, "echo", organization, ExecutionStatus.FAILED, null, "w", 7L, NOW);
  }

  private static LiveEvent.ExecutionStuck stuck(String organization) {
    return new LiveEvent.ExecutionStuck(
        FOREIGN, OURS, "echo", organization, "w", 7, 2, "spinning", NOW, null);
  }
}
