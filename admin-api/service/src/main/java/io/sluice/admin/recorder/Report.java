package io.sluice.admin.recorder;

import io.sluice.api.ExecutionStatus;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;

/** What an event says, read and checked. */
sealed interface Report {

  record Started(StartedEvent event) implements Report {}

  /** It ended by itself or by its own fault, or got stuck. */
  record Ended(ExecutionStatus status, OutcomeEvent outcome) implements Report {}

  /** Its process is gone and it was not convicted. */
  record Suspect(OutcomeEvent outcome) implements Report {}

  /** Its worker fell silent and the losses within its epoch are spent. */
  record Lost() implements Report {}

  /** It met a closed door of the blacklist. */
  record Blocked() implements Report {}

  /** A result came that cannot be read: as good as none. */
  record Unreadable(String why) implements Report {}
}
