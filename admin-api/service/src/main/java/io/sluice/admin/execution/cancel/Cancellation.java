package io.sluice.admin.execution.cancel;

import io.sluice.api.ExecutionStatus;
import java.util.UUID;

/** The answer to a cancel request. */
public sealed interface Cancellation {

  /**
   * The request is committed: the execution is cancelled, or will be when its worker receives the
   * command.
   */
  record Requested(UUID id, ExecutionStatus status) implements Cancellation {}

  record Unknown() implements Cancellation {}

  record Ended(ExecutionStatus status) implements Cancellation {}
}
