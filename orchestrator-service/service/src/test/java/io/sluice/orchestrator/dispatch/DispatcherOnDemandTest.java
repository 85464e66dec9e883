package io.sluice.orchestrator.dispatch;

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
class DispatcherOnDemandTest {
  private final List<Demand> demands = new ArrayList<>();
  private final RecordedLink first = new RecordedLink(1);
  private final RecordedLink second = new RecordedLink(2);

  @Test
  void thereIsRoomForAsManyAsProcessesMayBeLaunched() throws InterruptedException {
    Dispatcher dispatcher = dispatcher(Policies.isolated(3));
    assertThat(dispatcher.awaitRoom(10, Duration.ofMillis(1))).isEqualTo(3);

    run(dispatcher, null, "a", "b");

    assertThat(dispatcher.awaitRoom(10, Duration.ofMillis(1))).isEqualTo(1);
    assertThat(dispatcher.freeSlots()).isEqualTo(3);
  }

  @Test
  void whatWaitsIsWantedAndWhatRunsKeepsItsProcessBusy() {
    Dispatcher dispatcher = dispatcher(Policies.process(1, 2));
    dispatcher.routeTo(Route.to(first, ExecutionModel.PROCESS, 1, 0));

    run(dispatcher, null, "a");
    run(dispatcher, null, "b");
    dispatcher.ended(attempt("a"), _ -> {});
    dispatcher.ended(attempt("b"), _ -> {});

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
    Dispatcher dispatcher = dispatcher(Policies.isolated(3));
    dispatcher.routeTo(Route.to(first, ExecutionModel.ISOLATED, 1, 1));

    run(dispatcher, null, "a", "b");
    dispatcher.ended(attempt("a"), _ -> {});
    assertThat(first.said).containsExactly("execute a");

    dispatcher.routeTo(Route.to(second, ExecutionModel.ISOLATED, 1, 1));
    assertThat(second.said).containsExactly("execute b");
  }

  @Test
  void eachModelHasItsOwnProcesses() {
    Dispatcher dispatcher = dispatcher(Policies.thread(4));
    dispatcher.routeTo(Route.to(first, ExecutionModel.THREAD, 4, 0));

    run(dispatcher, "isolated", "alone");
    run(dispatcher, null, "a");
    assertThat(first.said).containsExactly("execute a");

    dispatcher.routeTo(Route.to(second, ExecutionModel.ISOLATED, 1, 1));
    assertThat(second.said).containsExactly("execute alone");
    assertThat(dispatcher.assigned())
        .extracting(Assignment::model)
        .containsExactly(ExecutionModel.THREAD, ExecutionModel.ISOLATED);
  }

  @Test
  void aModelThatIsNotHereRunsInTheWorkersOwn() {
    Dispatcher dispatcher = dispatcher(Policies.process(1, 2));
    dispatcher.routeTo(Route.to(first, ExecutionModel.PROCESS, 1, 0));

    run(dispatcher, "thread", "a");

    assertThat(first.said).containsExactly("execute a");
  }

  @Test
  void oneThatIsStuckAloneKeepsItsLeaseUntilItsProcessHasEnded() {
    Dispatcher dispatcher = dispatcher(Policies.process(1, 2));
    dispatcher.routeTo(Route.to(first, ExecutionModel.PROCESS, 1, 0));
    run(dispatcher, null, "a");

    dispatcher.stuck(attempt("a"), _ -> {});
    assertThat(dispatcher.owned()).hasSize(1);
    assertThat(demands.getLast())
        .isEqualTo(new Demand(Map.of(ExecutionModel.PROCESS, 0), Set.of(new Generation(1))));

    dispatcher.lost(new Generation(1), _ -> {});
    assertThat(dispatcher.owned()).isEmpty();
  }

  private Dispatcher dispatcher(FleetPolicy policy) {
    return new Dispatcher(policy, demands::add, InstantSource.system());
  }

  private static void run(Dispatcher dispatcher, @Nullable String model, String... ids) {
    for (String id : ids) {
      var execution = Fixtures.execution(id, model);
      dispatcher.claimed(List.of(execution));
      dispatcher.offer(List.of(new Prepared(execution, Path.of("/bundle.jar"))));
    }
  }

  private static Attempt attempt(String id) {
    return new Attempt(id, 1, 1);
  }
}
