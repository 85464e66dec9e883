package io.sluice.diagnostics.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
