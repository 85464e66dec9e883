package io.sluice.diagnostics.execution;

import java.util.ArrayList;
import java.util.List;

/** Compares the samples of one thread. Pure. */
final class SampleComparison {

  private SampleComparison() {}

  /**
   * Returns the samples with their common frames marked. Stacks grow at the top, so frames are
   * compared from the bottom; the frames that stay the same show where the thread is blocked.
   */
  static List<SampleView> compared(List<SampleView> samples) {
    if (samples.size() < 2) {
      return samples;
    }
    int same = common(samples);
    var marked = new ArrayList<SampleView>();
    for (SampleView sample : samples) {
      int first = sample.frames().size() - same;
      var frames = new ArrayList<FrameView>();
      for (int at = 0; at < sample.frames().size(); at++) {
        FrameView frame = sample.frames().get(at);
        frames.add(new FrameView(frame.text(), at >= first, frame.jdk()));
      }
      marked.add(sample.withFrames(frames));
    }
    return marked;
  }

  private static int common(List<SampleView> samples) {
    int common = 0;
    while (true) {
      int depth = common + 1;
      String line = fromBottom(samples.getFirst(), depth);
      if (line.isEmpty()
          || !samples.stream().allMatch(each -> fromBottom(each, depth).equals(line))) {
        return common;
      }
      common = depth;
    }
  }

  private static String fromBottom(SampleView sample, int depth) {
    int at = sample.frames().size() - depth;
    return at < 0 ? "" : sample.frames().get(at).text();
  }
}
