package io.sluice.chaos.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses.Member;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ObservedProcessesTest {
  private static final Member EARLIER =
      new Member(new ObservedProcess(7, 3, 100), 900, seconds(10));
  private static final Member LATER =
      new Member(new ObservedProcess(7, 12, 999), 901, seconds(600));
  private final ObservedProcesses members = new ObservedProcesses(List.of(LATER, EARLIER));

  @Test
  void aPidIsWhoseItWasThenAndNotWhoHasItNow() {
    assertThat(members.at(7, seconds(500))).contains(EARLIER);
    assertThat(members.at(7, seconds(601))).contains(LATER);
    assertThat(members.at(8, seconds(500))).isEmpty();
  }

  @Test
  void whatRanJustBeforeItsProcessWasFirstSeenIsStillIts() {
    assertThat(members.at(7, seconds(9))).contains(EARLIER);
  }

  @Test
  void anotherProcessWithThePidOfOneThatEndedIsNotIt() {
    long pid = ProcessHandle.current().pid();
    assertThat(
            new ObservedProcesses(List.of(new Member(new ObservedProcess(pid, 1, -5), 900, 0)))
                .alive())
        .isEmpty();
  }

  private static long seconds(long count) {
    return TimeUnit.SECONDS.toNanos(count);
  }
}
