package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.process.execution.ExecutionLoop;
import io.sluice.process.execution.LoopEvent;
import io.sluice.process.execution.LoopMailbox;
import io.sluice.process.execution.Orchestrator;
import io.sluice.process.jvmstate.SharedStateReader;
import io.sluice.process.lifecycle.OrphanExit;
import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.process.lifecycle.ShutdownWatchdog;
import io.sluice.process.output.ProcessLog;
import io.sluice.protocol.Completed;
import io.sluice.protocol.Drain;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Prewarm;
import io.sluice.protocol.ToProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures for one execution in the loop, which end neither the loop nor other executions. */
@Tag("slow") // needs the jar of the samples, which the test phase does not make
class ExecutionLoopTest {
  @TempDir private Path folder = Path.of("");
  private final LoopMailbox mailbox = new LoopMailbox();
  private final RefusingLog orchestrator = new RefusingLog();

  @Test
  void anExecutionWhoseLogCannotBeSentIsCompletedAndNamedAndTheNextOneRuns() throws Exception {
    var loop = start();
    var _ = ProcessLog.takeNotices();
    assertThat(run("broken").getOutcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(run("healthy").getOutcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(ProcessLog.takeNotices())
        .anyMatch(line -> line.contains("for the execution broken of the workflow Logging failed"));
    assertThat(orchestrator.heard).anyMatch(FromProcess::hasLog);
    say(ToProcess.newBuilder().setDrain(Drain.getDefaultInstance()));
    await("the loop to end").until(() -> !loop.isAlive());
  }

  private Thread start() {
    var clock = new ProcessClock();
    var loop =
        new ExecutionLoop(
            clock,
            mailbox,
            orchestrator,
            new OrphanExit(clock, ShutdownWatchdog.start(clock)),
            SharedStateReader.start(),
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            256);
    var thread = new Thread(loop, "loop");
    thread.setDaemon(true);
    thread.start();
    say(ToProcess.newBuilder().setPrewarm(Prewarm.getDefaultInstance()));
    await("the process to be ready")
        .until(() -> orchestrator.heard.stream().anyMatch(FromProcess::hasReady));
    return thread;
  }

  private Completed run(String id) throws IOException {
    var request = MisfitBundle.in(folder).order(id, "Logging").setInputJson("\"" + id + "\"");
    say(ToProcess.newBuilder().setExecute(request));
    return await("Completed of " + id)
        .until(
            () ->
                orchestrator.heard.stream()
                    .filter(FromProcess::hasCompleted)
                    .map(FromProcess::getCompleted)
                    .filter(completed -> completed.getAttempt().getExecutionId().equals(id))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private void say(ToProcess.Builder message) {
    mailbox.post(new LoopEvent.FromOrchestrator(message.build()));
  }

  /** Fails for each line of the execution {@code broken}. */
  private static final class RefusingLog implements Orchestrator {
    final List<FromProcess> heard = new CopyOnWriteArrayList<>();

    @Override
    public void send(FromProcess.Builder message) {
      if (message.hasLog() && message.getLog().getAttempt().getExecutionId().equals("broken")) {
        throw new IllegalStateException("it cannot be sent");
      }
      heard.add(message.build());
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void handled() {}

    @Override
    public long dropped() {
      return 0;
    }

    @Override
    public void closeSending() {}

    @Override
    public void exit() {}
  }
}
