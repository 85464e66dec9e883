package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.process.output.ExecutionLog;
import io.sluice.process.output.ExecutionOutput;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ClosersTest {
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Closers closers =
      new Closers(
          new ExecutionOutput(new ExecutionLog(new ProcessClock(), () -> {})),
          ClosersTest.class::getClassLoader);

  @Test
  void aCloserThatIsRegisteredTooLateRunsAtOnceAndCounts() {
    closers.requestStop();
    assertThat(closers.haveRun()).isFalse();
    var _ = closers.add("late", () -> closed.set(true));
    assertThat(closers.haveRun()).isTrue();
    await("the closer").untilTrue(closed);
  }

  @Test
  void closersThatAreNeverTakenBackAreBounded() throws Exception {
    for (int taken = 0; taken < 20_000; taken++) {
      closers.add("taken back", () -> {}).close();
    }
    for (int kept = 0; kept < 10_000; kept++) {
      var _ = closers.add("kept", () -> {});
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> closers.add("one more", () -> {}))
        .withMessageContaining("10000 closers are registered");
  }

  @Test
  void aCloserThatWasTakenBackNeitherRunsNorCounts() {
    closers.add("returned in time", () -> closed.set(true)).close();
    closers.requestStop();
    closers.runAll();
    assertThat(closers.haveRun()).isFalse();
    assertThat(closed).isFalse();
  }
}
