package io.sluice.diagnostics.execution;

import io.sluice.api.ExecutionDetail;
import io.sluice.diagnosis.CutText;
import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data of the page of one execution.
 *
 * @param log null if the log is not available
 * @param logError the reason for that; empty if it is available
 * @param said the message about the last action; empty for none
 */
record ExecutionPageView(
    ExecutionDetail e,
    List<AttemptTimeline.Row> attempts,
    @Nullable LogView log,
    String logError,
    String said,
    Instant now) {

  private static final Duration RECORDED_AT_ONCE = Duration.ofSeconds(2);
  private static final int MAX_SHOWN = 20_000;

  /** A payload, cut to the length that a page shows. */
  record Payload(String name, String text, boolean cut, boolean hidden) {}

  public boolean terminal() {
    return e.status().terminal();
  }

  public boolean stuck() {
    return Objects.equals(e.errorType(), "ExecutionStuck");
  }

  /** The state for the badge; a requested cancel is a state of its own there. */
  public String word() {
    return stuck()
        ? "STUCK"
        : e.cancelRequestedAt() != null && e.status().name().equals("RUNNING")
            ? "COMPLETING"
            : e.status().name();
  }

  public String state() {
    return Formats.css(word());
  }

  /** True if the end was recorded so much later that the page should mention it. */
  public boolean recordedLater() {
    return e.finishedAt() != null
        && e.recordedAt() != null
        && e.recordedAt().isAfter(e.finishedAt().plus(RECORDED_AT_ONCE));
  }

  public String path() {
    return ExecutionFilter.PATH + "/" + e.executionId();
  }

  public List<Payload> payloads() {
    return List.of(payload("input", e.input()), payload("result", e.result()));
  }

  private Payload payload(String name, @Nullable String text) {
    boolean hidden = Boolean.TRUE.equals(e.redacted());
    if (text == null) {
      return new Payload(name, "", false, hidden);
    }
    boolean cut = text.length() > MAX_SHOWN;
    return new Payload(name, CutText.of(text, MAX_SHOWN), cut, hidden);
  }

  /** The escalation step that the cancel has reached, or the one that stopped the execution. */
  public String ladder() {
    if (e.rung() != null) {
      return "Stopped by: " + e.rung();
    }
    if (word().equals("COMPLETING")) {
      return "It was cancelled: its flag is set, then its thread is interrupted each second, then"
          + " its closers run. After the grace period it counts as stuck.";
    }
    return "";
  }
}
