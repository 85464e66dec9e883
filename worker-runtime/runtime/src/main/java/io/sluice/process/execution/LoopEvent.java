package io.sluice.process.execution;

import io.sluice.process.jvmstate.SharedStates;
import io.sluice.protocol.ToProcess;
import org.jspecify.annotations.Nullable;

/** What the loop thread is told. Facts about executions are never dropped. */
public sealed interface LoopEvent {
  /** A message of this process's generation. */
  record FromOrchestrator(ToProcess message) implements LoopEvent {}

  /** The stream takes messages again. */
  record StreamReady() implements LoopEvent {}

  /**
   * The prewarm thread has loaded what it could; the shared state is as no workflow has seen it.
   */
  record Prewarmed(@Nullable SharedStates states) implements LoopEvent {}

  /**
   * The JVM exits, in order.
   *
   * @param signalled by a signal; else by code in this JVM
   */
  record JvmExits(boolean signalled) implements LoopEvent {}

  /** A workflow's thread has ended. */
  record Ended(Execution execution, RunReport report) implements LoopEvent {}

  /** An execution has more threads than it may. */
  record TooManyThreads(Execution execution, int count) implements LoopEvent {}

  /** Lines began to wait in a log that was empty. */
  record OutputWaiting(Execution execution) implements LoopEvent {}

  /** Progress was made since the last one was taken. */
  record ProgressWaiting(Execution execution) implements LoopEvent {}
}
