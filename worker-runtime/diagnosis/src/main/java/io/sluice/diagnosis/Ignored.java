package io.sluice.diagnosis;

import java.util.Optional;

/** Says what became of the interrupts that a thread got and did not end by. Pure. */
final class Ignored {
  private Ignored() {}

  /**
   * Returns the words; empty if it got no interrupt.
   *
   * @param seen sample in which it waits or runs as the verdict says
   * @param wait empty if it runs
   */
  static String inWords(StuckCase stuck, Author author, ThreadSample seen, Optional<Wait> wait) {
    int count = stuck.interrupts();
    if (count <= 0) {
      return "";
    }
    var interrupts = count == 1 ? "1 interrupt" : count + " interrupts";
    boolean endsByInterrupt =
        wait.filter(each -> WaitRules.endsByInterrupt(each, seen.frames())).isPresent();
    if (endsByInterrupt && sameCall(stuck, author)) {
      return "swallowed " + interrupts + " (InterruptedException)";
    }
    if (!endsByInterrupt && stuck.samples().stream().allMatch(each -> each.facts().interrupted())) {
      return "ignored "
          + interrupts
          + (wait.isPresent() ? ", which do not end this call" : ", which it never looks at");
    }
    return seen.facts().waits() < 0 ? "" : interrupts + " had no effect";
  }

  /** Returns true if it waited in the same call before the interrupts, and does so again. */
  private static boolean sameCall(StuckCase stuck, Author author) {
    return stuck.samples().stream().map(sample -> author.frame(sample.frames())).distinct().count()
        == 1;
  }
}
