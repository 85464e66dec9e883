package io.sluice.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of one thread at one moment.
 *
 * @param state name of its {@code Thread.State}
 * @param frames newest call first, at most 64
 * @param lock lock that it waits for; null for none
 * @param held monitors that it holds; empty if they were not read
 * @param facts about its wait, beyond the stack
 */
public record ThreadSample(
    Instant at,
    String thread,
    String state,
    List<StackFrame> frames,
    @Nullable Lock lock,
    List<String> held,
    Usage usage,
    WaitFacts facts) {
  /** A sample of which only the stack and the lock are known. */
  public ThreadSample(
      Instant at,
      String thread,
      String state,
      List<StackFrame> frames,
      @Nullable Lock lock,
      List<String> held,
      Usage usage) {
    this(at, thread, state, frames, lock, held, usage, WaitFacts.NONE);
  }

  /**
   * A lock, as {@code class@identity}.
   *
   * @param owner name of the thread that holds it
   * @param ownerExecution execution of that thread
   */
  public record Lock(String name, @Nullable String owner, @Nullable String ownerExecution) {}

  /**
   * Resources used so far.
   *
   * @param cpuNanos CPU time of the thread
   * @param allocatedBytes allocated by the thread
   * @param gcMillis time of garbage collection in the process
   */
  public record Usage(long cpuNanos, long allocatedBytes, long gcMillis) {}

  /** Returns the same sample with other facts. */
  public ThreadSample with(WaitFacts other) {
    return new ThreadSample(at, thread, state, frames, lock, held, usage, other);
  }

  /** Returns the newest frame of a workflow. */
  public Optional<StackFrame> topForeignFrame() {
    return frames.stream().filter(StackFrame::isForeign).findFirst();
  }
}
