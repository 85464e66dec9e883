package io.sluice.diagnostics.execution;

import java.util.List;

/**
 * What one thread did at one moment.
 *
 * @param afterMs milliseconds after the first sample
 * @param cpuMs milliseconds of processor time since the sample before
 * @param allocatedBytes since the sample before
 * @param lock what it waits for; empty when for nothing
 * @param owner who holds that; empty when nobody does, or it is not known
 * @param ownerExecution the execution of that thread; empty when it has none
 * @param held locks of its own
 * @param sameStack whether its stack is that of the sample before
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
