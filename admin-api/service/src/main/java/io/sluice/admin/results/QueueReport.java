package io.sluice.admin.results;

import io.sluice.api.ExecutionStatus;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;

/** The content of an event, read and checked. */
sealed interface QueueReport {

  record Started(StartedEvent event) implements QueueReport {}

  /** It ended by itself, or got stuck. */
  record Ended(ExecutionStatus status, OutcomeEvent outcome) implements QueueReport {}

  /** It was alone in its process when that crashed. */
  record Convicted(OutcomeEvent outcome) implements QueueReport {}

  /** Its process crashed, and it may be the cause. */
  record Suspect(OutcomeEvent outcome) implements QueueReport {}

  /** Its process was killed by an unknown sender. */
  record Killed(OutcomeEvent outcome) implements QueueReport {}

  /** It lost its process or its lease for a reason outside of that process. */
  record Blameless(OutcomeEvent outcome) implements QueueReport {}

  /**
   * It has no worker any more and no result came.
   *
   * @param losses the number of losses within its epoch
   */
  record Lost(int losses) implements QueueReport {}

  /** It asks for its start permit. */
  record Asked(String owner) implements QueueReport {}

  /** It returns its start permit: no attempt of it has run, or will. */
  record PermitReturned(String owner) implements QueueReport {}

  /** The process of its stuck attempt has ended. */
  record Gone(GoneEvent event) implements QueueReport {}

  /** A check found its workflow on the blacklist. */
  record Blocked() implements QueueReport {}

  /** A result that cannot be read: it counts as none. */
  record Unreadable(String why) implements QueueReport {}
}
