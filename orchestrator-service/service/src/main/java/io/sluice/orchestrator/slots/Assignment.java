package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.ClaimedExecution;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a slot.
 *
 * @param model execution model of its process
 * @param stop the request to stop it, null if there was none
 * @param progress last reported progress of the workflow
 */
public record Assignment(
    ClaimedExecution execution,
    ProcessLink link,
    ExecutionModel model,
    Instant startedAt,
    Phase phase,
    @Nullable Stop stop,
    @Nullable Progress progress) {

  /** A request to stop. */
  public record Stop(Instant at, CancelReason reason) {}

  /** Progress that a workflow has reported. */
  public record Progress(@Nullable Double percent, String message) {}

  public Generation generation() {
    return link.generation();
  }

  Assignment stuck() {
    return new Assignment(execution, link, model, startedAt, Phase.STUCK, stop, progress);
  }

  /**
   * Returns this with a request to stop. The first reason is kept, because the cancel ladder is
   * climbed once.
   */
  Assignment completing(Instant at, CancelReason reason) {
    return phase == Phase.RUNNING
        ? new Assignment(
            execution, link, model, startedAt, Phase.COMPLETING, new Stop(at, reason), progress)
        : this;
  }

  /** Returns the time of the request to stop; null if there was none. */
  public @Nullable Instant cancelRequestedAt() {
    return stop == null ? null : stop.at;
  }

  /**
   * Returns true if it was told to stop because its lease is not, or may not be, held by this
   * worker.
   */
  public boolean stoppedAsFenced() {
    return stop != null && stop.reason == CancelReason.FENCED;
  }

  Assignment with(Progress said) {
    return new Assignment(execution, link, model, startedAt, phase, stop, said);
  }

  /**
   * Returns true if the process should have reported its end by now.
   *
   * @param timeout grace period plus the time that the process may be late
   */
  boolean overdue(Instant now, Duration timeout) {
    Long timeoutMs = execution.body().timeoutMs();
    boolean deadline =
        timeoutMs != null && now.isAfter(startedAt.plusMillis(timeoutMs).plus(timeout));
    boolean cancel = stop != null && now.isAfter(stop.at.plus(timeout));
    return phase != Phase.STUCK && (deadline || cancel);
  }

  /** Phase of an execution in a process, as the live view shows it. */
  public enum Phase {
    RUNNING,
    /** Told to stop, within grace. */
    COMPLETING,
    STUCK
  }
}
