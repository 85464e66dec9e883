package io.sluice.orchestrator.slots;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.Demand;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.queue.Attempt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Executions that get a process of their own. */
class SlotSchedulerOnDemandTest {
  private final List<Demand> demands = new ArrayList<>();
  private final RecordedLink first = new RecordedLink(1);
  private final RecordedLink second = new RecordedLink(2);

  @Test
  void thereIsRoomForAsManyAsProcessesMayBeLaunched() throws InterruptedException {
    SlotScheduler scheduler = scheduler(Policies.isolated(3));
    assertThat(scheduler.awaitCapacity(10, Duration.ofMillis(1))).isEqualTo(3);

    run(scheduler, null, "a", "b");

    assertThat(scheduler.awaitCapacity(10, Duration.ofMillis(1))).isEqualTo(1);
    assertThat(scheduler.freeSlots()).isEqualTo(3);
  }

  @Test
  void whatWaitsIsWantedAndWhatRunsKeepsItsProcessBusy() {
    SlotScheduler scheduler = scheduler(Policies.process(1, 2));
    scheduler.routeTo(Route.to(first, ExecutionModel.PROCESS, 1, 0));

    run(scheduler, null, "a");
    run(scheduler, null, "b");
    scheduler.ended(attempt("a"), _ -> {});
    scheduler.ended(attempt("b"), _ -> {});

    Set<Generation> busy = Set.of(new Generation(1));
    assertThat(demands)
        .containsExactly(
            new Demand(Map.of(ExecutionModel.PROCESS, 1), busy),
            new Demand(Map.of(ExecutionModel.PROCESS, 2), busy),
            new Demand(Map.of(ExecutionModel.PROCESS, 1), busy),
            Demand.NONE);
  }

  @Test
  void anIsolatedProcessGetsOneExecutionAndNoOther() {
    SlotScheduler scheduler = scheduler(Policies.isolated(3));
    scheduler.routeTo(Route.to(first, ExecutionModel.ISOLATED, 1, 1));

    run(scheduler, null, "a", "b");
    scheduler.ended(attempt("a"), _ -> {});
    assertThat(first.said).containsExactly("execute a");

    scheduler.routeTo(Route.to(second, ExecutionModel.ISOLATED, 1, 1));
    assertThat(second.said).containsExactly("execute b");
  }

  @Test
  void eachModelHasItsOwnProcesses() {
    SlotScheduler scheduler = scheduler(Policies.thread(4));
    scheduler.routeTo(Route.to(first, ExecutionModel.THREAD, 4, 0));

    run(scheduler, "isolated", "alone");
    run(scheduler, null, "a");
    assertThat(first.said).containsExactly("execute a");

    scheduler.routeTo(Route.to(second, ExecutionModel.ISOLATED, 1, 1));
    assertThat(second.said).containsExactly("execute alone");
    assertThat(scheduler.assigned())
        .extracting(Assignment::model)
        .containsExactly(ExecutionModel.THREAD, ExecutionModel.ISOLATED);
  }

  @Test
  void aModelThatIsNotHereRunsInTheWorkersOwn() {
    SlotScheduler scheduler = scheduler(Policies.process(1, 2));
    scheduler.routeTo(Route.to(first, ExecutionModel.PROCESS, 1, 0));

    run(scheduler, "thread", "a");

    assertThat(first.said).containsExactly("execute a");
  }

  @Test
  void oneThatIsStuckAloneKeepsItsLeaseUntilItsProcessHasEnded() {
    SlotScheduler scheduler = scheduler(Policies.process(1, 2));
    scheduler.routeTo(Route.to(first, ExecutionModel.PROCESS, 1, 0));
    run(scheduler, null, "a");

    scheduler.stuck(attempt("a"), _ -> {});
    assertThat(scheduler.owned()).hasSize(1);
    assertThat(demands.getLast())
        .isEqualTo(new Demand(Map.of(ExecutionModel.PROCESS, 0), Set.of(new Generation(1))));

    scheduler.lost(new Generation(1), _ -> {});
    assertThat(scheduler.owned()).isEmpty();
  }

  private SlotScheduler scheduler(FleetPolicy policy) {
    return new SlotScheduler(policy, demands::add, InstantSource.system());
  }

  private static void run(SlotScheduler scheduler, @Nullable String model, String... ids) {
    for (String id : ids) {
      var execution = Fixtures.execution(id, model);
      scheduler.claimed(List.of(execution));
      scheduler.offer(List.of(new ReadyExecution(execution, Path.of("/bundle.jar"))));
    }
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }
}
