package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.CommandResult;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.NoProcess;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.protocol.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Orders to a loop that a test plays, with one process that is there. */
public final class TestCommands {
  private final Mailbox mailbox = new Mailbox();
  private final Processes processes =
      new Processes(Policies.thread(4), Duration.ofSeconds(1), Duration.ofSeconds(12));
  private final SampleRequests samples = new SampleRequests();
  private final RecordedLink process;
  private final ProcessCommands orders;

  public TestCommands(SlotScheduler scheduler, RecordedLink process) {
    this.process = process;
    this.orders = new ProcessCommands(mailbox, processes, scheduler);
    processes.launched(process.generation(), ExecutionModel.THREAD, new NoProcess(), Instant.EPOCH);
  }

  public ProcessCommands orders() {
    return orders;
  }

  public SampleRequests samples() {
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
    orders.answered(commandId, new CommandResult(CommandResult.Kind.DONE, ""));
  }

  public void dossier(String json) {
    samples.heard(process.generation().number(), Stats.newBuilder().setDossierJson(json).build());
  }
}
