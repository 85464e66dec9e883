package io.sluice.admin.blacklist;

import java.time.Instant;
import java.util.UUID;

/** A committed change of the blacklist. */
public sealed interface DoorChange {

  /** The workflow was blacklisted. */
  record Closed(
      UUID workflowId, String workflow, String reason, boolean automatic, String by, Instant at)
      implements DoorChange {}

  /** The workflow is on probation: it runs one execution at a time. */
  record OnProbation(UUID workflowId, String workflow, int successes, String by, Instant at)
      implements DoorChange {}

  /** The workflow was removed from the blacklist. */
  record Opened(UUID workflowId, String workflow, String by, Instant at) implements DoorChange {}
}
