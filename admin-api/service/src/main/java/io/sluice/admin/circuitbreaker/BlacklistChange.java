package io.sluice.admin.circuitbreaker;

import java.time.Instant;
import java.util.UUID;

/** A committed change of the blacklist. */
public sealed interface BlacklistChange {

  /** The workflow was blacklisted. */
  record Closed(
      UUID workflowId, String workflow, String reason, boolean automatic, String by, Instant at)
      implements BlacklistChange {}

  /** The workflow is on probation: it runs one execution at a time. */
  record OnProbation(UUID workflowId, String workflow, int successes, String by, Instant at)
      implements BlacklistChange {}

  /** The workflow was removed from the blacklist. */
  record Opened(UUID workflowId, String workflow, String by, Instant at)
      implements BlacklistChange {}
}
