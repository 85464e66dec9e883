package io.sluice.admin.queue.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the queue: how accepted rows get into Redis. */
@ConfigMapping(prefix = "sluice.queue")
public interface QueueConfig {

  /** Max executions that Redis holds at once; the others wait in PostgreSQL. */
  @WithDefault("10000")
  @Min(1)
  @Max(1_000_000)
  int window();

  /** Number of times that an execution may be lost to infrastructure before it fails. */
  @WithDefault("3")
  @Min(0)
  @Max(100)
  int lossBudget();

  /** Interval of publishing missed rows and of comparing the queue incarnation. */
  @WithDefault("1s")
  Duration tick();

  /**
   * Time for a worker to write back an execution that Redis lost, before a PENDING one is published
   * again.
   */
  @WithDefault("6s")
  Duration republishWaitingAfter();

  /** The same for running executions, which costs a loss: two lease times. */
  @WithDefault("30s")
  Duration republishRunningAfter();

  /** Time without a renewal after which an execution may be taken from its worker. */
  @WithDefault("15s")
  Duration leaseTtl();

  /** Time without a renewal after which the reaper watches an execution. */
  @WithDefault("4s")
  Duration looksLapsed();

  /** Time after the end of a lease during which a silent worker may still run the execution. */
  @WithDefault("12s")
  Duration inferGoneAfter();

  /** Part of Redis' {@code maxmemory} above which publishing pauses, in percent. */
  @WithDefault("60")
  @Min(1)
  @Max(100)
  int mostMemoryPercent();
}
