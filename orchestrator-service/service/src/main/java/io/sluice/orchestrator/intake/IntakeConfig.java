package io.sluice.orchestrator.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How executions are taken from the queue (queue protocol, section 13). */
@ConfigMapping(prefix = "sluice.intake")
public interface IntakeConfig {

  /** The shard this worker serves. */
  @WithDefault("q0")
  String shard();

  /** How often leases are renewed. */
  @WithDefault("3s")
  Duration renewEvery();

  /** Without a renewal for this long an execution may be taken from its worker. */
  @WithDefault("15s")
  Duration leaseTtl();

  /** An outcome that the recorder has not confirmed for this long is sent again. */
  @WithDefault("10s")
  Duration resendAfter();

  /** Without an answer to a start permit for this long an execution is given back. */
  @WithDefault("10s")
  Duration permitWithin();

  /** How long a worker that ends waits for the recorder to confirm its last outcomes. */
  @WithDefault("10s")
  Duration confirmWithin();

  /** Unrecorded results beyond which nothing is claimed. */
  @WithDefault("50000")
  int resultsLimit();
}
