package io.sluice.orchestrator.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.Demand;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.Generation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final Mailbox mailbox = new Mailbox();

  @Test
  void ofWhatIsWantedOnlyTheLatestWaits() throws InterruptedException {
    var fact = new FleetEvent.Drained(new Generation(1));
    mailbox.post(wanted(1));
    mailbox.post(fact);
    mailbox.post(wanted(2));

    assertThat(next()).isEqualTo(wanted(2));
    assertThat(next()).isEqualTo(fact);
    mailbox.post(wanted(3));
    assertThat(next()).isEqualTo(wanted(3));
    assertThat(next()).isEqualTo(new FleetEvent.TimePassed());
  }

  @Test
  void signsOfLifeOfOneProcessReplaceEachOther() throws InterruptedException {
    mailbox.post(new FleetEvent.Heard(new Generation(1)));
    mailbox.post(new FleetEvent.Heard(new Generation(2)));
    mailbox.post(new FleetEvent.Heard(new Generation(1)));

    assertThat(next()).isEqualTo(new FleetEvent.Heard(new Generation(1)));
    assertThat(next()).isEqualTo(new FleetEvent.Heard(new Generation(2)));
    assertThat(next()).isEqualTo(new FleetEvent.TimePassed());
  }

  @Test
  void aFactThatWaitsAlreadyIsNotQueuedAgain() throws InterruptedException {
    var fact = new FleetEvent.StuckReported(new Generation(1));
    mailbox.post(fact);
    mailbox.post(fact);

    assertThat(next()).isEqualTo(fact);
    assertThat(next()).isEqualTo(new FleetEvent.TimePassed());
    mailbox.post(fact);
    assertThat(next()).isEqualTo(fact);
  }

  private FleetEvent next() throws InterruptedException {
    return mailbox.next(Duration.ZERO);
  }

  private static FleetEvent wanted(int executions) {
    return new FleetEvent.DemandChanged(
        new Demand(Map.of(ExecutionModel.ISOLATED, executions), Set.of()));
  }
}
