package io.sluice.diagnostics.execution;

import java.util.List;

/**
 * The state of one thread at one moment.
 *
 * @param afterMs milliseconds after the first sample
 * @param held locks that it holds
 * @param sameStack true if the stack equals that of the previous sample
 */
record SampleView(
    String thread,
    String state,
    long afterMs,
    Use use,
    BlockedBy blockedBy,
    List<String> held,
    boolean sameStack,
    List<FrameView> frames) {

  /** CPU time in milliseconds and allocated bytes since the previous sample. */
  record Use(long cpuMs, long allocatedBytes) {}

  /**
   * The lock that it waits for.
   *
   * @param lock empty if none
   * @param owner the thread that holds it; empty if none or unknown
   * @param execution the execution of that thread; empty if none
   */
  record BlockedBy(String lock, String owner, String execution) {}

  public List<FrameView.Run> runs() {
    return FrameView.runs(frames);
  }

  SampleView withFrames(List<FrameView> marked) {
    return new SampleView(thread, state, afterMs, use, blockedBy, held, sameStack, marked);
  }
}
