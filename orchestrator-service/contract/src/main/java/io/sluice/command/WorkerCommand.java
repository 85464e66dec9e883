package io.sluice.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order to one worker: field {@code c} of an entry in its command stream, as JSON.
 *
 * @param commandId names it in its answer; sending the same one twice has one effect
 * @param kind CANCEL
 * @param executionId the execution to cancel, with epoch and claim as the sender knows them
 * @param expectedGeneration the process it is meant for; another one is never hit
 * @param deadline after it the worker answers EXPIRED
 */
public record WorkerCommand(
    String commandId,
    Kind kind,
    @Nullable String executionId,
    @Nullable Long epoch,
    @Nullable Long claim,
    @Nullable Long expectedGeneration,
    @Nullable Instant deadline,
    @Nullable String reason) {

  /** What can be ordered. */
  public enum Kind {
    CANCEL
  }
}
