package io.sluice.process.execution;

import io.sluice.protocol.Span;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spans of one attempt: that of its run, and those that the workflow begins within it. Any thread
 * of the execution may call it. What has ended waits here until it is sent.
 */
final class ExecutionSpans {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final int MAX_SPANS = 500;
  static final int MAX_OPEN = 1000;

  private final String traceId;
  private final String flags;
  private final InstantSource clock;
  private final List<Span> ended = new ArrayList<>();
  private final List<RecordedSpan> open = new ArrayList<>();
  private final RecordedSpan run;
  private int kept;
  private int dropped;
  private boolean over;

  private ExecutionSpans(
      String traceId, String parentId, String flags, String workflow, InstantSource clock) {
    this.traceId = traceId;
    this.flags = flags;
    this.clock = clock;
    this.run = new RecordedSpan(this, parentId, "run " + workflow);
  }

  /**
   * Begins the span of a run.
   *
   * @param traceparent of the attempt; empty, or of another form, if it is not traced
   */
  static Optional<ExecutionSpans> begin(String traceparent, String workflow, InstantSource clock) {
    Matcher parts = TRACEPARENT.matcher(traceparent);
    return parts.matches()
        ? Optional.of(
            new ExecutionSpans(parts.group(1), parts.group(2), parts.group(3), workflow, clock))
        : Optional.empty();
  }

  String traceId() {
    return traceId;
  }

  /** Returns the span of the run, the parent of those of the workflow. */
  RecordedSpan run() {
    return run;
  }

  /** Ends the span of the run and those that are still open. Only the first call counts. */
  synchronized void end(String error) {
    if (over) {
      return;
    }
    List.copyOf(open).reversed().forEach(RecordedSpan::close);
    if (!error.isEmpty()) {
      run.failed(error);
    }
    if (dropped > 0) {
      run.attribute("sluice.spans_dropped", Integer.toString(dropped));
    }
    over = true;
    ended.add(run.message(clock.instant()));
  }

  /** Returns what has ended since the last call. */
  synchronized List<Span> take() {
    var taken = List.copyOf(ended);
    ended.clear();
    return taken;
  }

  synchronized RecordedSpan beginWithin(String parentId, String name) {
    var span = new RecordedSpan(this, parentId, name);
    if (open.size() < MAX_OPEN) {
      open.add(span);
    }
    return span;
  }

  synchronized void ended(RecordedSpan span) {
    if (span == run || !open.remove(span)) {
      return;
    }
    if (over || kept >= MAX_SPANS) {
      dropped++;
    } else {
      kept++;
      ended.add(span.message(clock.instant()));
    }
  }

  String traceparent(String spanId) {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  InstantSource clock() {
    return clock;
  }
}
