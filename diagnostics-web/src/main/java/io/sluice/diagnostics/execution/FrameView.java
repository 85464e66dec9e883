package io.sluice.diagnostics.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A line of a stack.
 *
 * @param same whether it stands at the same place, counted from the bottom, in all samples
 * @param jdk whether it belongs to the JDK
 */
record FrameView(String text, boolean same, boolean jdk) {

  private static final Set<String> JDK =
      Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "java/", "jdk/");

  /** Lines that belong together: of the JDK, which are folded when they are many, or of others. */
  record Run(boolean jdk, List<FrameView> frames) {

    private static final int FOLDED_FROM = 2;

    public boolean folded() {
      return jdk && frames.size() >= FOLDED_FROM;
    }
  }

  static boolean isJdk(String text) {
    return JDK.stream().anyMatch(text::startsWith);
  }

  /** The same lines in the same order, in runs. */
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
