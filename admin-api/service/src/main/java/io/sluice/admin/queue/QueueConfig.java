package io.sluice.admin.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How accepted rows get into Redis (queue protocol, sections 6 and 13). */
@ConfigMapping(prefix = "sluice.queue")
public interface QueueConfig {

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

  /** How long a worker has to write back what Redis forgot, before PENDING is published again. */
  @WithDefault("6s")
  Duration republishWaitingAfter();

  /** The same for what ran, which costs a loss: two lease times. */
  @WithDefault("30s")
  Duration republishRunningAfter();

  /** Without a renewal for this long an execution may be taken from its worker. */
  @WithDefault("15s")
  Duration leaseTtl();

  /** A reaper looks at what was not renewed for this long. */
  @WithDefault("4s")
  Duration looksLapsed();

  /** After a lease has run out: how long a worker that fell silent may still be at it. */
  @WithDefault("12s")
  Duration inferGoneAfter();

  /** Beyond this part of Redis' {@code maxmemory} nothing is published, in percent. */
  @WithDefault("60")
  @Min(1)
  @Max(100)
  int mostMemoryPercent();
}
