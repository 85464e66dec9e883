package io.sluice.orchestrator.command;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerCommand.Kind;
import io.sluice.orchestrator.fleet.CommandResult;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.orchestrator.supervision.TestCommands;
import io.sluice.queue.Attempt;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandExecutorTest {
  private final SlotScheduler scheduler =
      new SlotScheduler(Policies.thread(4), _ -> {}, InstantSource.system());
  private final RecordedLink process = new RecordedLink(1);
  private final TestCommands loop = new TestCommands(scheduler, process);
  private final CommandExecutor commands =
      new CommandExecutor(
          new ExecutionCanceller(scheduler, (_, _) -> {}),
          loop.orders(),
          loop.samples(),
          scheduler,
          InstantSource.system());

  @BeforeEach
  void run() {
    scheduler.routeTo(Route.to(process, ExecutionModel.THREAD, 3, 0));
    for (String id : List.of("a", "b", "stuck")) {
      scheduler.claimed(List.of(execution(id)));
      scheduler.offer(List.of(prepared(id)));
    }
    scheduler.stuck(new Attempt("stuck", 1, 1), _ -> {});
  }

  @Test
  void aKillWithAnotherNumberOfHealthyExecutionsIsRejectedWithTheNumber() {
    CommandResult reply = now(command(Kind.KILL, 1L, 3));

    assertThat(reply)
        .isEqualTo(CommandResult.rejected("2 healthy executions are in it now, not 3."));
    assertThat(loop.posted()).isEmpty();
    assertThat(scheduler.freeSlots()).as("still serves").isZero();
  }

  @Test
  void aKillThatWasShownTheRightNumberGoesToTheLoopAndNothingStartsThereMeanwhile() {
    scheduler.ended(new Attempt("b", 1, 1), _ -> {});

    var reply = commands.execute(command(Kind.KILL, 1L, 1)).toCompletableFuture();
    scheduler.claimed(List.of(execution("next")));
    scheduler.offer(List.of(prepared("next")));

    assertThat(loop.posted()).hasExactlyElementsOfTypes(FleetEvent.KillRequested.class);
    assertThat(process.said).doesNotContain("execute next");
    assertThat(reply).isNotDone();
    loop.answer("c1");
    assertThat(reply.join().kind()).isEqualTo(CommandResult.Kind.DONE);
  }

  @Test
  void theLoopDecidesAboutAProcessThatHasEndedWhateverNumberWasShown() {
    var _ = commands.execute(command(Kind.KILL, 99L, 3));

    assertThat(loop.posted()).hasExactlyElementsOfTypes(FleetEvent.KillRequested.class);
  }

  @Test
  void aCommandWithoutProcessOrNumberIsRejected() {
    assertThat(now(command(Kind.RECYCLE, null, null)).kind())
        .isEqualTo(CommandResult.Kind.REJECTED);
    assertThat(now(command(Kind.KILL, 1L, null)).kind()).isEqualTo(CommandResult.Kind.REJECTED);
    assertThat(loop.posted()).isEmpty();
  }

  @Test
  void aSampleCarriesADossierOfEachExecution() {
    var reply = commands.execute(command(Kind.SAMPLE, 1L, null)).toCompletableFuture();
    assertThat(process.said).contains("sample a", "sample b", "sample stuck");

    loop.dossier("{\"n\":1}");
    loop.dossier("{\"n\":2}");
    assertThat(reply).isNotDone();
    loop.dossier("{\"n\":3}");

    assertThat(reply.join()).isEqualTo(CommandResult.done("[{\"n\":1},{\"n\":2},{\"n\":3}]"));
  }

  @Test
  void aSampleThatIsTooLargeIsCut() {
    var reply = commands.execute(command(Kind.SAMPLE, 1L, null)).toCompletableFuture();

    for (int i = 0; i < 3; i++) {
      loop.dossier("x".repeat(40_000));
    }

    assertThat(reply.join().detail()).hasSize(64 * 1024);
  }

  @Test
  void aProcessThatDoesNotAnswerLetsTheSampleExpire() {
    CommandResult reply = now(command(Kind.SAMPLE, 1L, null));

    assertThat(reply).isEqualTo(CommandResult.expired("The process did not answer within 2 s."));
  }

  @Test
  void aSampleOfNothingIsANoOp() {
    assertThat(now(command(Kind.SAMPLE, 2L, null)).kind()).isEqualTo(CommandResult.Kind.NOOP);
  }

  private CommandResult now(WorkerCommand command) {
    CompletableFuture<CommandResult> reply = commands.execute(command).toCompletableFuture();
    return reply.join();
  }

  private static WorkerCommand command(
      Kind kind, @Nullable Long generation, @Nullable Integer expectedHealthy) {
    return new WorkerCommand(
        "c1", kind, null, null, null, generation, expectedHealthy, null, "it leaks", "alice");
  }
}
