package io.sluice.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Command to one worker.
 *
 * @param commandId identifies it in its answer; sending the same one twice has one effect
 * @param executionId CANCEL: the execution, with epoch and claim as the sender knows them; SAMPLE:
 *     only this one, or all in the process if absent
 * @param expectedGeneration RECYCLE, KILL and SAMPLE: the addressed process; another one is never
 *     affected
 * @param expectedHealthy KILL: number of healthy executions that the administrator was shown; with
 *     another number it is REJECTED
 * @param deadline after which the worker answers EXPIRED
 * @param requestedBy name of the administrator, for the log
 */
public record WorkerCommand(
    String commandId,
    Kind kind,
    @Nullable String executionId,
    @Nullable Long epoch,
    @Nullable Long claim,
    @Nullable Long expectedGeneration,
    @Nullable Integer expectedHealthy,
    @Nullable Instant deadline,
    @Nullable String reason,
    @Nullable String requestedBy) {

  /** Kind of command. */
  public enum Kind {
    /** Runs the cancel ladder of one execution. */
    CANCEL,
    /** Hands over and drains one process. */
    RECYCLE,
    /** Ends one process now, with its executions. */
    KILL,
    /**
     * Takes stack samples of the executions in one process; the detail of the answer contains them.
     */
    SAMPLE
  }
}
