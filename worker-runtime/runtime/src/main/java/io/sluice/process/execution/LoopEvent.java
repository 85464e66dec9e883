package io.sluice.process.execution;

import io.sluice.process.execution.SlotRun.RunReport;
import io.sluice.process.jvmstate.SharedStates;
import io.sluice.protocol.ToProcess;
import org.jspecify.annotations.Nullable;

/** Event for the loop thread. Facts about executions are never dropped. */
public sealed interface LoopEvent {
  /** A message for the generation of this process. */
  record FromOrchestrator(ToProcess message) implements LoopEvent {}

  /** The stream takes messages again. */
  record StreamReady() implements LoopEvent {}

  /**
   * The prewarm thread has loaded the bundles that it could; the shared state is as before the
   * first workflow.
   */
  record Prewarmed(@Nullable SharedStates states) implements LoopEvent {}

  /**
   * The JVM exits, in order.
   *
   * @param signalled true for a signal; false for code in this JVM
   */
  record JvmExits(boolean signalled) implements LoopEvent {}

  /** The thread of a workflow has ended. */
  record Ended(RunningExecution execution, RunReport report) implements LoopEvent {}

  /** An execution has more threads than allowed. */
  record TooManyThreads(RunningExecution execution, int count) implements LoopEvent {}

  /** Lines wait in a log that was empty. */
  record OutputWaiting(RunningExecution execution) implements LoopEvent {}

  /** Progress was made since the last one was taken. */
  record ProgressWaiting(RunningExecution execution) implements LoopEvent {}
}
