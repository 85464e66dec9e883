package io.sluice.diagnostics.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  /**
   * A stack frame.
   *
   * @param same true if it is at the same position, counted from the bottom, in all samples
   * @param jdk true if it belongs to the JDK
   */
  record FrameView(String text, boolean same, boolean jdk) {

    private static final Set<String> JDK =
        Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "java/", "jdk/");

    /** Consecutive frames of the JDK, which are folded when they are many, or of other code. */
    record Run(boolean jdk, List<FrameView> frames) {

      private static final int FOLDED_FROM = 2;

      public boolean folded() {
        return jdk && frames.size() >= FOLDED_FROM;
      }
    }

    static boolean isJdk(String text) {
      return JDK.stream().anyMatch(text::startsWith);
    }

    /** Groups the frames into runs, in the same order. */
    static List<Run> runs(List<FrameView> frames) {
      var runs = new ArrayList<Run>();
      var run = new ArrayList<FrameView>();
      for (FrameView frame : frames) {
        if (!run.isEmpty() && run.getFirst().jdk() != frame.jdk()) {
          runs.add(new Run(run.getFirst().jdk(), List.copyOf(run)));
          run.clear();
        }
        run.add(frame);
      }
      if (!run.isEmpty()) {
        runs.add(new Run(run.getFirst().jdk(), List.copyOf(run)));
      }
      return runs;
    }
  }
}
