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
 */
public record ThreadSample(
    Instant at,
    String thread,
    String state,
    List<StackFrame> frames,
    @Nullable Lock lock,
    List<String> held,
    Usage usage) {
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

  /** Returns the newest frame of a workflow. */
  public Optional<StackFrame> topForeignFrame() {
    return frames.stream().filter(StackFrame::isForeign).findFirst();
  }
}
