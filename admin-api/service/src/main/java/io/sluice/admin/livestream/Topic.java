package io.sluice.admin.livestream;

import java.util.UUID;

/** Subject that a client watches. Clients of one topic get the same frames. */
sealed interface Topic {

  /** All workers. */
  record Workers() implements Topic {}

  /**
   * One execution.
   *
   * @param payloads true if input, result and log lines may be shown
   */
  record Execution(UUID id, boolean payloads) implements Topic {}
}
