package io.sluice.diagnostics.execution;

import java.util.List;

/**
 * The evidence about one stuck execution. Unknown texts are empty.
 *
 * @param deadlock threads that wait for each other in a cycle
 * @param samples of its thread, oldest first, with their common frames marked
 * @param threads other threads that it started
 * @param truncated the parts left out, in words
 */
record DossierView(
    String workflow,
    Verdict verdict,
    Memory memory,
    Cancel cancel,
    List<String> deadlock,
    List<SampleView> samples,
    List<SampleView> threads,
    String truncated) {

  /**
   * The cause.
   *
   * @param detectedBy process, or orchestrator if the process no longer answered
   * @param advice what helps against the cause
   */
  record Verdict(
      String sentence, String detectedBy, String topFrame, String fingerprint, Advice advice) {}

  /**
   * Advice against the cause.
   *
   * @param anchor section of docs/authors-guide.md
   */
  record Advice(String sentence, String anchor) {}

  /**
   * The heap of the process.
   *
   * @param gcPercent percentage of the time spent in garbage collection
   */
  record Memory(String gcPercent, long heapFreeBytes) {}

  /**
   * The cancel.
   *
   * @param rungs the escalation steps that were tried
   * @param effects what each kind of step has done
   */
  record Cancel(String reason, List<Rung> rungs, List<String> effects, List<String> closers) {}

  /**
   * An escalation step of the cancel.
   *
   * @param afterMs milliseconds after the cancel
   */
  record Rung(String name, long afterMs) {}

  /** True if all samples show the same stack. */
  public boolean still() {
    return samples.size() > 1 && samples.stream().skip(1).allMatch(SampleView::sameStack);
  }

  /** The dossier as plain text for a ticket. */
  String plain() {
    var text = new StringBuilder();
    line(text, "workflow", workflow);
    line(text, "verdict", verdict.sentence());
    line(text, "advice", verdict.advice().sentence());
    line(text, "top frame", verdict.topFrame());
    line(text, "fingerprint", verdict.fingerprint());
    line(text, "cancel reason", cancel.reason());
    line(text, "detected by", verdict.detectedBy());
    line(text, "garbage collection", memory.gcPercent());
    cancel
        .rungs()
        .forEach(rung -> line(text, "tried", rung.name() + " after " + rung.afterMs() + " ms"));
    cancel.effects().forEach(effect -> line(text, "effect", effect));
    cancel.closers().forEach(closer -> line(text, "closer", closer));
    deadlock.forEach(thread -> line(text, "deadlock", thread));
    line(text, "left out", truncated);
    samples.forEach(sample -> write(text, "sample", sample));
    threads.forEach(sample -> write(text, "thread", sample));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(name).append(": ").append(value).append('\n');
    }
  }

  private static void write(StringBuilder text, String what, SampleView sample) {
    text.append('\n')
        .append(what)
        .append(" +")
        .append(sample.afterMs())
        .append(" ms \"")
        .append(sample.thread())
        .append("\" ")
        .append(sample.state())
        .append(", cpu ")
        .append(sample.use().cpuMs())
        .append(" ms, allocated ")
        .append(sample.use().allocatedBytes())
        .append(" bytes\n");
    line(text, "  waits for", sample.blockedBy().lock());
    line(text, "  held by", sample.blockedBy().owner());
    sample.frames().forEach(frame -> text.append("    at ").append(frame.text()).append('\n'));
  }
}
