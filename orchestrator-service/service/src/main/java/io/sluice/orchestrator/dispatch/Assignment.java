package io.sluice.orchestrator.dispatch;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.link.ProcessLink;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.ClaimedExecution;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a slot.
 *
 * @param model of the process that it is in
 * @param stop that it was told to stop, and why
 * @param progress what the workflow last said, as percent and message
 */
public record Assignment(
    ClaimedExecution execution,
    ProcessLink link,
    ExecutionModel model,
    Instant startedAt,
    Phase phase,
    @Nullable Stop stop,
    @Nullable Progress progress) {

  /** That it was told to stop. */
  public record Stop(Instant at, CancelReason reason) {}

  /** What a workflow said about its progress. */
  public record Progress(@Nullable Double percent, String message) {}

  public Generation generation() {
    return link.generation();
  }

  Assignment stuck() {
    return new Assignment(execution, link, model, startedAt, Phase.STUCK, stop, progress);
  }

  /** The first reason stays: the ladder is climbed once. */
  Assignment completing(Instant at, CancelReason reason) {
    return phase == Phase.RUNNING
        ? new Assignment(
            execution, link, model, startedAt, Phase.COMPLETING, new Stop(at, reason), progress)
        : this;
  }

  /** When it was told to stop; null when it was not. */
  public @Nullable Instant cancelRequestedAt() {
    return stop == null ? null : stop.at;
  }

  /** Whether it was told to stop because its lease is not, or may not be, this worker's. */
  public boolean stoppedAsFenced() {
    return stop != null && stop.reason == CancelReason.FENCED;
  }

  Assignment with(Progress said) {
    return new Assignment(execution, link, model, startedAt, phase, stop, said);
  }

  /**
   * Whether the process should have said by now how it ended (supervision, section 6, backstop).
   *
   * @param patience grace plus what the process may be late
   */
  boolean overdue(Instant now, Duration patience) {
    Long timeoutMs = execution.body().timeoutMs();
    boolean deadline =
        timeoutMs != null && now.isAfter(startedAt.plusMillis(timeoutMs).plus(patience));
    boolean cancel = stop != null && now.isAfter(stop.at.plus(patience));
    return phase != Phase.STUCK && (deadline || cancel);
  }
}
