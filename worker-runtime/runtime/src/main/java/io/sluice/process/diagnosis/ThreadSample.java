package io.sluice.process.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of one thread at one moment.
 *
 * @param state name of its {@code Thread.State}
 * @param frames newest call first, at most 64
 * @param lock lock that it waits for, as {@code class@identity}
 * @param owner name of the thread that holds that lock
 * @param ownerExecution execution of that thread
 * @param held monitors that it holds; read in the last sample only
 * @param cpuNanos CPU time of the thread since its start
 * @param allocatedBytes allocated by the thread since its start
 * @param gcMillis time of garbage collection in the process since its start
 */
record ThreadSample(
    Instant at,
    String thread,
    String state,
    List<StackFrame> frames,
    @Nullable String lock,
    @Nullable String owner,
    @Nullable String ownerExecution,
    List<String> held,
    long cpuNanos,
    long allocatedBytes,
    long gcMillis) {

  Optional<StackFrame> topForeignFrame() {
    return frames.stream().filter(StackFrame::isForeign).findFirst();
  }
}
