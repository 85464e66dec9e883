package io.sluice.orchestrator.process;

import io.sluice.orchestrator.fleet.KillReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A process of the operating system. Safe for use by many threads. */
public interface LaunchedProcess {

  /** Returns its pid, a label for people; the process is addressed by its generation. */
  long pid();

  /** Sends SIGTERM to this process only. */
  void terminate();

  /**
   * Sends SIGKILL to it, its process group and its descendants.
   *
   * @param reason the first one is kept for {@link ProcessExit}
   */
  void kill(KillReason reason);

  /**
   * Returns the reason to hand it over, as a sentence: a limit of memory, threads or child
   * processes that it exceeds. Reads {@code /proc}; empty if it has ended.
   */
  Optional<String> passedLimit();

  /** Completes once, when the exit was seen and no part of the process is left. */
  CompletionStage<ProcessExit> exit();

  /** Returns its state in the kernel; empty if it has ended. */
  default KernelView kernelView() {
    return KernelView.NONE;
  }

  /**
   * Requests the stacks of all its threads by SIGQUIT, and waits for them. Blocks.
   *
   * @return its output within the time, at most 64 KiB; empty if there was none
   */
  default String threadDump(Duration timeout) {
    return "";
  }
}
