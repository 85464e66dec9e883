package io.sluice.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order to one worker (queue protocol, section 12).
 *
 * @param commandId names it in its answer; sending the same one twice has one effect
 * @param executionId CANCEL: the execution, with epoch and claim as the sender knows them; SAMPLE:
 *     only this one, or all of the process when absent
 * @param expectedGeneration RECYCLE, KILL and SAMPLE: the process it is meant for; another one is
 *     never hit
 * @param expectedHealthy KILL: how many healthy executions the administrator was shown; with
 *     another number it is REJECTED
 * @param deadline after it the worker answers EXPIRED
 * @param requestedBy who ordered it, for the log
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

  /** What can be ordered. */
  public enum Kind {
    /** Run the cancel ladder of one execution. */
    CANCEL,
    /** Hand over and drain one process. */
    RECYCLE,
    /** End one process now, with whatever is in it. */
    KILL,
    /** Take stack samples of what runs in one process; the answer's detail carries them. */
    SAMPLE
  }
}
