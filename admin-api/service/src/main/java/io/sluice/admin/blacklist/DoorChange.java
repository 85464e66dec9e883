package io.sluice.admin.blacklist;

import java.time.Instant;
import java.util.UUID;

/** A change of the blacklist that is committed. */
public sealed interface DoorChange {

  /** It may not run. */
  record Closed(
      UUID workflowId, String workflow, String reason, boolean automatic, String by, Instant at)
      implements DoorChange {}

  /** It is tried again, one execution at a time. */
  record OnProbation(UUID workflowId, String workflow, int successes, String by, Instant at)
      implements DoorChange {}

  /** It may run again. */
  record Opened(UUID workflowId, String workflow, String by, Instant at) implements DoorChange {}
}
