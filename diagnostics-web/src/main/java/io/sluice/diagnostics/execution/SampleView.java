package io.sluice.diagnostics.execution;

import java.util.List;

/**
 * The state of one thread at one moment.
 *
 * @param afterMs milliseconds after the first sample
 * @param cpuMs milliseconds of CPU time since the previous sample
 * @param allocatedBytes since the previous sample
 * @param lock the lock that it waits for; empty if none
 * @param owner the thread that holds the lock; empty if none or unknown
 * @param ownerExecution the execution of that thread; empty if none
 * @param held locks that it holds
 * @param sameStack true if the stack equals that of the previous sample
 */
record SampleView(
    String thread,
    String state,
    long afterMs,
    long cpuMs,
    long allocatedBytes,
    String lock,
    String owner,
    String ownerExecution,
    List<String> held,
    boolean sameStack,
    List<FrameView> frames) {

  public List<FrameView.Run> runs() {
    return FrameView.runs(frames);
  }

  SampleView withFrames(List<FrameView> marked) {
    return new SampleView(
        thread,
        state,
        afterMs,
        cpuMs,
        allocatedBytes,
        lock,
        owner,
        ownerExecution,
        held,
        sameStack,
        marked);
  }
}
