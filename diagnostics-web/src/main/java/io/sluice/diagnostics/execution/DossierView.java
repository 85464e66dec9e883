package io.sluice.diagnostics.execution;

import java.util.List;

/**
 * The evidence about one stuck execution. Texts are empty where nothing is known.
 *
 * @param detectedBy process, or orchestrator when the process could not speak any more
 * @param gcPercent part of the time that went into garbage collection
 * @param rungs of the cancel ladder that were tried
 * @param deadlock threads that wait for each other in a circle
 * @param samples of its thread, oldest first, with what they have in common marked
 * @param threads others that it started
 * @param truncated what was left out, in words
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
   * A rung of the cancel ladder.
   *
   * @param afterMs milliseconds after it was told to stop
   */
  record Rung(String name, long afterMs) {}

  /** Whether all samples show the same stack. */
  public boolean still() {
    return samples.size() > 1 && samples.stream().skip(1).allMatch(SampleView::sameStack);
  }

  /** As a text for a ticket. */
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
