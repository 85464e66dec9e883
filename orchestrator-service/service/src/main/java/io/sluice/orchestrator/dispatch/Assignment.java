package io.sluice.orchestrator.dispatch;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.link.ProcessLink;
import io.sluice.queue.ClaimedExecution;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a slot.
 *
 * @param progress what the workflow last said, as percent and message
 */
public record Assignment(
    ClaimedExecution execution,
    ProcessLink link,
    Instant startedAt,
    Phase phase,
    @Nullable Instant cancelRequestedAt,
    @Nullable Progress progress) {

  /** What a workflow said about its progress. */
  public record Progress(@Nullable Double percent, String message) {}

  public Generation generation() {
    return link.generation();
  }

  Assignment stuck() {
    return new Assignment(execution, link, startedAt, Phase.STUCK, cancelRequestedAt, progress);
  }

  Assignment completing(Instant at) {
    return phase == Phase.RUNNING
        ? new Assignment(execution, link, startedAt, Phase.COMPLETING, at, progress)
        : this;
  }

  Assignment with(Progress said) {
    return new Assignment(execution, link, startedAt, phase, cancelRequestedAt, said);
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
    boolean cancel = cancelRequestedAt != null && now.isAfter(cancelRequestedAt.plus(patience));
    return phase != Phase.STUCK && (deadline || cancel);
  }
}
