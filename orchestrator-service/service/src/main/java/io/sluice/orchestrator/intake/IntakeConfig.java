package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.configuration.Mistakes;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How executions are taken from the queue (queue protocol, section 13). */
@ConfigMapping(prefix = "sluice.intake")
public interface IntakeConfig {
  Duration SHORTEST = Duration.ofMillis(100);
  Duration LONGEST = Duration.ofMinutes(10);

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

  /** Without a renewal for this long an execution is watched, whether its worker is lost. */
  @WithDefault("4s")
  Duration looksLapsed();

  /** Without an answered renewal for this long an exclusive execution is told to stop. */
  @WithDefault("12s")
  Duration exclusiveStopAfter();

  /** Unrecorded results beyond which nothing is claimed. */
  @WithDefault("50000")
  int resultsLimit();

  /** Most MiB of log lines that wait in Redis; beyond it the oldest are removed. */
  @WithDefault("64")
  int logStreamMegabytes();

  /** Bundles that a worker keeps on its disk; the longest unused ones are removed beyond it. */
  @WithDefault("64")
  int maxBundles();

  /** MiB of the bundles that a worker keeps on its disk. */
  @WithDefault("2048")
  int maxBundleMb();

  /** One sentence for each value that is not allowed: the variable, the value, and what is. */
  default List<String> mistakes() {
    var mistakes = new Mistakes();
    mistakes.within("SLUICE_INTAKE_RENEW_EVERY", renewEvery(), SHORTEST, LONGEST);
    mistakes.within("SLUICE_INTAKE_LEASE_TTL", leaseTtl(), SHORTEST, LONGEST);
    mistakes.within("SLUICE_INTAKE_RESEND_AFTER", resendAfter(), SHORTEST, LONGEST);
    mistakes.within("SLUICE_INTAKE_PERMIT_WITHIN", permitWithin(), SHORTEST, LONGEST);
    mistakes.within("SLUICE_INTAKE_CONFIRM_WITHIN", confirmWithin(), Duration.ZERO, LONGEST);
    mistakes.shorter(
        "SLUICE_INTAKE_RENEW_EVERY", renewEvery(), "SLUICE_INTAKE_LOOKS_LAPSED", looksLapsed());
    mistakes.shorter(
        "SLUICE_INTAKE_LOOKS_LAPSED", looksLapsed(), "SLUICE_INTAKE_LEASE_TTL", leaseTtl());
    mistakes.shorter(
        "SLUICE_INTAKE_RENEW_EVERY",
        renewEvery(),
        "SLUICE_INTAKE_EXCLUSIVE_STOP_AFTER",
        exclusiveStopAfter());
    mistakes.shorter(
        "SLUICE_INTAKE_EXCLUSIVE_STOP_AFTER",
        exclusiveStopAfter(),
        "SLUICE_INTAKE_LEASE_TTL",
        leaseTtl());
    mistakes.within("SLUICE_INTAKE_RESULTS_LIMIT", resultsLimit(), 1, 10_000_000);
    mistakes.within("SLUICE_INTAKE_LOG_STREAM_MEGABYTES", logStreamMegabytes(), 1, 10_000);
    mistakes.within("SLUICE_INTAKE_MAX_BUNDLES", maxBundles(), 1, 10_000);
    mistakes.within("SLUICE_INTAKE_MAX_BUNDLE_MB", maxBundleMb(), 64, 1_000_000);
    return mistakes.sentences();
  }
}
