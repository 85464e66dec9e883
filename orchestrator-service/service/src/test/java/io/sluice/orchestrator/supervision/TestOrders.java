package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.RecordedLink;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.OrderAnswer;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.launch.NoProcess;
import io.sluice.protocol.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Orders to a loop that a test plays, with one process that is there. */
public final class TestOrders {
  private final Mailbox mailbox = new Mailbox();
  private final Processes processes =
      new Processes(Policies.thread(4), Duration.ofSeconds(1), Duration.ofSeconds(12));
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
}
