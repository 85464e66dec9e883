package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.RecordedLink;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.OrderAnswer;
import io.sluice.orchestrator.launch.LaunchedProcess;
import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.protocol.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Orders to a loop that a test plays, with one process that is there. */
public final class TestOrders {
  private final Mailbox mailbox = new Mailbox();
  private final Processes processes = new Processes(Duration.ofSeconds(1));
  private final Samples samples = new Samples();
  private final RecordedLink process;
  private final ProcessOrders orders;

  public TestOrders(Dispatcher dispatcher, RecordedLink process) {
    this.process = process;
    this.orders = new ProcessOrders(mailbox, processes, dispatcher);
    processes.launched(process.generation(), ExecutionModel.THREAD, new NoProcess(), Instant.EPOCH);
  }

  public ProcessOrders orders() {
    return orders;
  }

  public Samples samples() {
    return samples;
  }

  public List<FleetEvent> posted() {
    var events = new ArrayList<FleetEvent>();
    try {
      for (FleetEvent next = mailbox.next(Duration.ZERO);
          !(next instanceof FleetEvent.TimePassed);
          next = mailbox.next(Duration.ZERO)) {
        events.add(next);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return events;
  }

  public void answer(String commandId) {
    orders.answered(commandId, new OrderAnswer(OrderAnswer.Verdict.DONE, ""));
  }

  public void dossier(String json) {
    samples.heard(process.generation().number(), Stats.newBuilder().setDossierJson(json).build());
  }

  private record NoProcess() implements LaunchedProcess {
    @Override
    public long pid() {
      return 1;
    }

    @Override
    public void terminate() {}

    @Override
    public void kill(String why) {}

    @Override
    public Optional<String> passedLimit() {
      return Optional.empty();
    }

    @Override
    public CompletionStage<ProcessExit> exit() {
      return new CompletableFuture<>();
    }
  }
}
