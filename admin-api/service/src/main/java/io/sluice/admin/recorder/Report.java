package io.sluice.admin.recorder;

import io.sluice.api.ExecutionStatus;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;

/** What an event says, read and checked. */
sealed interface Report {

  record Started(StartedEvent event) implements Report {}

  /** It ended by itself, or got stuck. */
  record Ended(ExecutionStatus status, OutcomeEvent outcome) implements Report {}

  /** It was alone in its process and crashed it. */
  record Convicted(OutcomeEvent outcome) implements Report {}

  /** Its process crashed, and it may have been its doing. */
  record Suspect(OutcomeEvent outcome) implements Report {}

  /** Its process was killed, and nothing tells by whom. */
  record Killed(OutcomeEvent outcome) implements Report {}

  /** Its process or its lease was taken away, by nobody who ran there. */
  record Blameless(OutcomeEvent outcome) implements Report {}

  /**
   * Nobody has it any more and no result came.
   *
   * @param losses how often that happened within its epoch
   */
  record Lost(int losses) implements Report {}

  /** It asks for its start permit. */
  record Asked(String owner) implements Report {}

  /** It gives its start permit back: nothing of it has run, or ever will. */
  record PermitReturned(String owner) implements Report {}

  /** The process that held it, stuck, is gone. */
  record Gone(GoneEvent event) implements Report {}

  /** It met a closed door of the blacklist. */
  record Blocked() implements Report {}

  /** A result came that cannot be read: as good as none. */
  record Unreadable(String why) implements Report {}
}
