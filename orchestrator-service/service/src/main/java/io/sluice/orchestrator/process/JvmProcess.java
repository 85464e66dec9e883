package io.sluice.orchestrator.process;

import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.process.KernelView.ProcFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One child JVM, with the group and the descendants that end with it. */
final class JvmProcess implements LaunchedProcess {
  private static final Logger LOG = Logger.getLogger(JvmProcess.class);
  private static final int SIGKILL_CODE = 137;

  private final Process process;
  private final OutputDrain output;
  private final Descendants descendants;
  private final ProcessLimits limits;
  private final CompletionStage<ProcessExit> exit;
  private final AtomicReference<@Nullable KillReason> killed = new AtomicReference<>();
  private volatile boolean terminated;
  private final AtomicBoolean logged = new AtomicBoolean();

  /**
   * @param onGone called when no part of the process runs any more; must not throw
   */
  JvmProcess(
      Process process,
      ProcessFolder folder,
      OutputDrain output,
      ExitEvidence evidence,
      Descendants descendants,
      ProcessLimits limits,
      Runnable onGone) {
    this.process = process;
    this.output = output;
    this.descendants = descendants;
    this.limits = limits;
    this.exit =
        process
            .onExit()
            .thenApplyAsync(
                gone -> exit(gone.exitValue(), folder, evidence, onGone),
                task -> Thread.ofVirtual().name("exit-" + process.pid()).start(task));
    // After the exit was reported: the files of a workflow may take long to remove, or stay.
    var _ =
        exit.whenCompleteAsync(
            (_, _) -> folder.remove(),
            task -> Thread.ofVirtual().name("remove-" + process.pid()).start(task));
  }

  /**
   * Collects the exit. Never throws: an exit without a report would keep the process in the fleet
   * for ever.
   */
  private ProcessExit exit(int code, ProcessFolder folder, ExitEvidence evidence, Runnable onGone) {
    var known = terminated ? ProcessFacts.NONE.asTerminated() : ProcessFacts.NONE;
    try {
      boolean hadChildren = code == SIGKILL_CODE && killed.get() == null && descendants.anyMarked();
      descendants.killGroup();
      descendants.killMarked();
      folder.reclaim();
      return evidence.read(code, killed.get(), hadChildren).with(known);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "The evidence that process %d left could not be read.", process.pid());
      return new ProcessExit(code, killed.get(), output.last()).with(known);
    } finally {
      onGone.run();
    }
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void terminate() {
    terminated = true;
    process
        .toHandle()
        .destroy(); // Process.destroy would close the lifeline too, and the process would exit
    // because of that
  }

  @Override
  public void kill(KillReason reason) {
    killed.compareAndSet(null, reason);
    List<ProcessHandle> children = process.descendants().toList();
    descendants.killGroup();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public Optional<String> passedLimit() {
    try {
      Optional<String> passed = limits.passedBy(ProcessLimits.Use.of(process.toHandle()));
      if (passed.isPresent() && !logged.getAndSet(true)) {
        LOG.warnf("Process %d is degraded: %s", process.pid(), passed.get());
      }
      return passed;
    } catch (IOException _) {
      return Optional.empty(); // It has ended: its exit is reported separately.
    }
  }

  @Override
  public CompletionStage<ProcessExit> exit() {
    return exit;
  }

  @Override
  public KernelView kernelView() {
    return process.isAlive() ? ProcFiles.view(process.pid()) : KernelView.NONE;
  }

  @Override
  public String threadDump(Duration timeout) {
    return process.isAlive()
        ? output.next(() -> QuitSignal.send(process.pid()), QuitSignal.endOfDump(), timeout)
        : "";
  }

  /** Requests a dump of the threads of a JVM, which works with attach disabled. */
  static final class QuitSignal {

    /** End of a dump: the heap section, which ends with the class space or the metaspace. */
    private static final Pattern END =
        Pattern.compile("(?s)\\nHeap\\n.*\\n +(?:class space|Metaspace) [^\\n]*\\n\\n");

    private QuitSignal() {}

    static Predicate<String> endOfDump() {
      return text -> END.matcher(text).find();
    }

    /** Sends the signal. Without it there is no dump, and no other effect. */
    static void send(long pid) {
      try {
        new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
      } catch (IOException _) {
        // The dossier records that there is no dump.
      }
    }
  }
}
