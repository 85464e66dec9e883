package io.sluice.orchestrator.launch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A process of the operating system. Safe for use by many threads. */
public interface LaunchedProcess {

  /** Label for people; the process is addressed by its generation. */
  long pid();

  /** SIGTERM, to this process alone. */
  void terminate();

  /**
   * SIGKILL, to it, its process group and its descendants.
   *
   * @param why in a sentence; the first one is kept for {@link ProcessExit}
   */
  void kill(String why);

  /**
   * Why it should be handed over, in a sentence: a limit of its memory, threads or child processes
   * that it has passed. Reads {@code /proc}; empty when it is gone.
   */
  Optional<String> passedLimit();

  /** Completes once, when the exit was seen and nothing of the process is left. */
  CompletionStage<ProcessExit> exit();

  /** What the kernel shows of it now; nothing once it is gone. */
  default KernelView kernelView() {
    return KernelView.NONE;
  }

  /**
   * Asks it for the stacks of all its threads by SIGQUIT, and waits for them. Blocks.
   *
   * @return what it printed within the time, at most 64 KiB; empty when it printed nothing
   */
  default String threadDump(Duration patience) {
    return "";
  }
}
