package io.sluice.diagnosis;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about an execution whose thread is to be explained.
 *
 * @param executionId empty if it does not matter
 * @param samples of its thread, oldest first, at least one
 * @param atRequest sample at the request to stop, if there is one
 * @param others samples of the other threads that it started
 * @param glances more stacks of its thread, taken close together while it was running
 * @param deadlock threads of a deadlock that includes it, or none
 * @param closers descriptions of its registered closers
 * @param interrupts number of interrupts that it got; negative if it was not told to stop
 */
public record StuckCase(
    String executionId,
    List<ThreadSample> samples,
    @Nullable ThreadSample atRequest,
    List<ThreadSample> others,
    List<List<StackFrame>> glances,
    List<String> deadlock,
    List<String> closers,
    int interrupts) {
  boolean isToldToStop() {
    return interrupts >= 0;
  }

  /** Returns the newest samples of all its threads. */
  List<ThreadSample> threads() {
    return Stream.concat(Stream.of(last()), others.stream()).toList();
  }

  ThreadSample last() {
    return samples.getLast();
  }
}
