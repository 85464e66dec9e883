package io.sluice.admin.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How accepted rows get into Redis (queue protocol, sections 6 and 13). */
@ConfigMapping(prefix = "sluice.queue")
interface QueueConfig {

  /** Most executions that Redis holds at once; the others wait in PostgreSQL. */
  @WithDefault("10000")
  @Min(1)
  @Max(1_000_000)
  int window();

  /** How often an execution may be lost to infrastructure before it fails. */
  @WithDefault("3")
  @Min(0)
  @Max(100)
  int lossBudget();

  /** How often rows that were missed are published, and the queue's generation is compared. */
  @WithDefault("1s")
  Duration tick();

  /** After a wipe: how long a worker has to write back what runs, before PENDING is published. */
  @WithDefault("6s")
  Duration republishWaitingAfter();

  /** After a wipe: the same for RUNNING, which costs a loss. */
  @WithDefault("30s")
  Duration republishRunningAfter();
}
