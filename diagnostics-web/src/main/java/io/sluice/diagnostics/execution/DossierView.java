package io.sluice.diagnostics.execution;

import java.util.List;

/**
 * The evidence about one stuck execution. Unknown texts are empty.
 *
 * @param detectedBy process, or orchestrator if the process no longer answered
 * @param gcPercent percentage of the time spent in garbage collection
 * @param rungs the escalation steps of the cancel that were tried
 * @param deadlock threads that wait for each other in a cycle
 * @param samples of its thread, oldest first, with their common frames marked
 * @param threads other threads that it started
 * @param truncated the parts left out, in words
 */
record DossierView(
    String workflow,
    String reason,
    String detectedBy,
    String kind,
    String verdict,
    String topFrame,
    String fingerprint,
    String gcPercent,
    long heapFreeBytes,
    List<Rung> rungs,
    List<String> closers,
    List<String> deadlock,
    List<SampleView> samples,
    List<SampleView> threads,
    String truncated) {

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
    line(text, "verdict", verdict);
    line(text, "top frame", topFrame);
    line(text, "fingerprint", fingerprint);
    line(text, "told to stop because", reason);
    line(text, "detected by", detectedBy);
    line(text, "garbage collection", gcPercent);
    rungs.forEach(rung -> line(text, "tried", rung.name() + " after " + rung.afterMs() + " ms"));
    closers.forEach(closer -> line(text, "closer", closer));
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
        .append(sample.cpuMs())
        .append(" ms, allocated ")
        .append(sample.allocatedBytes())
        .append(" bytes\n");
    line(text, "  waits for", sample.lock());
    line(text, "  held by", sample.owner());
    sample.frames().forEach(frame -> text.append("    at ").append(frame.text()).append('\n'));
  }
}
