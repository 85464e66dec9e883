package io.sluice.admin.execution;

import io.sluice.api.ExecutionStatus;
import java.util.UUID;

/** What became of a request to cancel. */
public sealed interface Cancellation {

  /** Committed: it is cancelled, or will be as soon as its worker hears of it. */
  record Requested(UUID id, ExecutionStatus status) implements Cancellation {}

  record Unknown() implements Cancellation {}

  record Ended(ExecutionStatus status) implements Cancellation {}
}
