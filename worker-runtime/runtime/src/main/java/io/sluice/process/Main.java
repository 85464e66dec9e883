package io.sluice.process;

import io.sluice.process.LaunchArguments.ArgumentRefused;
import io.sluice.process.execution.ExecutionLoop;
import io.sluice.process.execution.LoopEvent;
import io.sluice.process.execution.LoopMailbox;
import io.sluice.process.jvmstate.SharedStateReader;
import io.sluice.process.lifecycle.ExitCode;
import io.sluice.process.lifecycle.Lifeline;
import io.sluice.process.lifecycle.OomScore;
import io.sluice.process.lifecycle.OrchestratorWatchdog;
import io.sluice.process.lifecycle.OrphanExit;
import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.process.lifecycle.ShutdownHook;
import io.sluice.process.lifecycle.ShutdownWatchdog;
import io.sluice.process.output.BundleHalt;
import io.sluice.process.output.ProcessLog;
import io.sluice.process.output.RoutedPrintStream;
import io.sluice.process.output.SharedPool;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Main class of the process, which an orchestrator starts once for each generation. */
public final class Main {
  private static final int TOKEN_SECONDS = 10;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    installPool();
    OomScore.raise();
    var clock = new ProcessClock();
    ProcessLog.start();
    var shutdownWatchdog = ShutdownWatchdog.start(clock);
    var orphanExit = new OrphanExit(clock, shutdownWatchdog);
    var lifeline = Lifeline.start(new FileInputStream(FileDescriptor.in), orphanExit::end);
    var orchestratorWatchdog = OrchestratorWatchdog.start(clock, orphanExit::end);
    try {
      start(
          LaunchArguments.parse(arguments),
          clock,
          shutdownWatchdog,
          orphanExit,
          lifeline,
          orchestratorWatchdog);
    } catch (ArgumentRefused e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (ExecutionException e) {
      refuse("No token: " + e.getCause() + ".");
    } catch (TimeoutException _) {
      refuse("No token came on standard input within " + TOKEN_SECONDS + " s.");
    }
  }

  private static void start(
      LaunchArguments launch,
      ProcessClock clock,
      ShutdownWatchdog shutdownWatchdog,
      OrphanExit orphanExit,
      Lifeline lifeline,
      OrchestratorWatchdog orchestratorWatchdog)
      throws InterruptedException, ExecutionException, TimeoutException {
    System.setIn(InputStream.nullInputStream());
    RoutedPrintStream.install();
    var mailbox = new LoopMailbox();
    var hook =
        new ShutdownHook(
            shutdownWatchdog,
            launch.gracefulShutdown(),
            signalled -> mailbox.post(new LoopEvent.JvmExits(signalled)));
    hook.install();
    BundleHalt.onHalt(hook::beforeHalt);
    // After the hook, because the state found now is the state to keep.
    var sharedState = SharedStateReader.start();
    var link = new OrchestratorLink(launch.generation(), mailbox, orchestratorWatchdog, orphanExit);
    link.open(launch.socket(), lifeline.token().get(TOKEN_SECONDS, TimeUnit.SECONDS));
    var loop =
        new ExecutionLoop(
            clock,
            mailbox,
            link,
            orphanExit,
            sharedState,
            launch.slots(),
            launch.cancelGrace(),
            launch.gracefulShutdown(),
            launch.executionThreads());
    new Thread(() -> run(loop, hook), "loop").start();
  }

  /**
   * Runs the loop until the JVM exits: ordered by the orchestrator, or under way when the loop
   * ends.
   */
  private static void run(ExecutionLoop loop, ShutdownHook hook) {
    try {
      loop.run();
    } finally {
      hook.done();
    }
  }

  private static void installPool() {
    try {
      SharedPool.install();
    } catch (ReflectiveOperationException e) {
      ProcessLog.failed("replacing the common pool", e);
    }
  }

  private static void refuse(String sentence) {
    ProcessLog.addLast(sentence);
    ExitCode.START_REFUSED.halt();
  }
}
