package io.sluice.admin.stream;

import java.util.UUID;

/** What a client watches; clients of one topic get the same frames. */
sealed interface Topic {

  /** All workers. */
  record Workers() implements Topic {}

  /**
   * One execution.
   *
   * @param payloads whether its input, result and log lines may be shown
   */
  record Execution(UUID id, boolean payloads) implements Topic {}
}
