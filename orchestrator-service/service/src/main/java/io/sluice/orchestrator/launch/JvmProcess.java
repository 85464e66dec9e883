package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One child JVM, with the group and the descendants that end with it. */
final class JvmProcess implements LaunchedProcess {
  private static final Logger LOG = Logger.getLogger(JvmProcess.class);

  private final Process process;
  private final boolean ownGroup;
  private final OutputDrain output;
  private final CompletionStage<ProcessExit> exit;
  private final AtomicReference<@Nullable String> killed = new AtomicReference<>();

  JvmProcess(
      Process process,
      Path directory,
      OutputDrain output,
      ExitEvidence evidence,
      boolean ownGroup) {
    this.process = process;
    this.ownGroup = ownGroup;
    this.output = output;
    this.exit =
        process
            .onExit()
            .thenApplyAsync(
                gone -> {
                  killGroup();
                  ProcessExit read = evidence.read(gone.exitValue(), killed.get());
                  Directories.delete(directory);
                  return read;
                },
                waiting -> Thread.ofVirtual().name("exit-" + process.pid()).start(waiting));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void terminate() {
    process
        .toHandle()
        .destroy(); // Process.destroy would close the lifeline too, and the process exit for that
  }

  @Override
  public void kill(String why) {
    killed.compareAndSet(null, why);
    List<ProcessHandle> descendants = process.descendants().toList();
    killGroup();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
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
  public String threadDump(Duration patience) {
    return process.isAlive()
        ? output.next(() -> QuitSignal.send(process.pid()), QuitSignal.endOfDump(), patience)
        : "";
  }

  /** A grandchild survives the end of its parent; the group reaches it. */
  private void killGroup() {
    if (!ownGroup) {
      return;
    }
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -KILL -- -" + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      LOG.warnf("The group of process %d could not be killed: %s", process.pid(), e.getMessage());
    }
  }
}
