package io.sluice.orchestrator.claim;

import io.sluice.orchestrator.ConfigViolations;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of claiming, leases and results. See docs/configuration.md. */
@ConfigMapping(prefix = "sluice.intake")
public interface ClaimConfig {
  Duration MIN_DURATION = Duration.ofMillis(100);
  Duration MAX_DURATION = Duration.ofMinutes(10);

  /** The shard that this worker serves. */
  @WithDefault("q0")
  String shard();

  /** A file that makes this worker claim nothing more while it is not empty. */
  Optional<Path> drainFile();

  /** Interval of lease renewals. */
  @WithDefault("3s")
  Duration renewEvery();

  /** An execution may be taken from its worker after this time without a renewal. */
  @WithDefault("15s")
  Duration leaseTtl();

  /** An outcome is sent again after this time without a confirmation of the recorder. */
  @WithDefault("10s")
  Duration resendAfter();

  /** A start permit is requested again after this time without an answer. */
  @WithDefault("10s")
  Duration permitWithin();

  /**
   * Longest time that a worker waits at its shutdown for the recorder to confirm the last outcomes.
   */
  @WithDefault("10s")
  Duration confirmWithin();

  /** An execution is watched for a lost worker after this time without a renewal. */
  @WithDefault("4s")
  Duration looksLapsed();

  /** An exclusive execution is told to stop after this time without an answered renewal. */
  @WithDefault("12s")
  Duration exclusiveStopAfter();

  /** Number of unrecorded results above which nothing is claimed. */
  @WithDefault("50000")
  int resultsLimit();

  /** Maximum of MiB of log lines in Redis; above it the oldest are removed. */
  @WithDefault("64")
  int logStreamMegabytes();

  /**
   * Maximum of bundles that a worker keeps on its disk; above it the least recently used are
   * removed.
   */
  @WithDefault("64")
  int maxBundles();

  /** Maximum of MiB of the bundles that a worker keeps on its disk. */
  @WithDefault("2048")
  int maxBundleMb();

  /** Returns one sentence for each value that is not allowed: variable, value, allowed range. */
  default List<String> violations() {
    var violations = new ConfigViolations();
    violations.within("SLUICE_INTAKE_RENEW_EVERY", renewEvery(), MIN_DURATION, MAX_DURATION);
    violations.within("SLUICE_INTAKE_LEASE_TTL", leaseTtl(), MIN_DURATION, MAX_DURATION);
    violations.within("SLUICE_INTAKE_RESEND_AFTER", resendAfter(), MIN_DURATION, MAX_DURATION);
    violations.within("SLUICE_INTAKE_PERMIT_WITHIN", permitWithin(), MIN_DURATION, MAX_DURATION);
    violations.within("SLUICE_INTAKE_CONFIRM_WITHIN", confirmWithin(), Duration.ZERO, MAX_DURATION);
    violations.shorter(
        "SLUICE_INTAKE_RENEW_EVERY", renewEvery(), "SLUICE_INTAKE_LOOKS_LAPSED", looksLapsed());
    violations.shorter(
        "SLUICE_INTAKE_LOOKS_LAPSED", looksLapsed(), "SLUICE_INTAKE_LEASE_TTL", leaseTtl());
    violations.shorter(
        "SLUICE_INTAKE_RENEW_EVERY",
        renewEvery(),
        "SLUICE_INTAKE_EXCLUSIVE_STOP_AFTER",
        exclusiveStopAfter());
    violations.shorter(
        "SLUICE_INTAKE_EXCLUSIVE_STOP_AFTER",
        exclusiveStopAfter(),
        "SLUICE_INTAKE_LEASE_TTL",
        leaseTtl());
    violations.within("SLUICE_INTAKE_RESULTS_LIMIT", resultsLimit(), 1, 10_000_000);
    violations.within("SLUICE_INTAKE_LOG_STREAM_MEGABYTES", logStreamMegabytes(), 1, 10_000);
    violations.within("SLUICE_INTAKE_MAX_BUNDLES", maxBundles(), 1, 10_000);
    violations.within("SLUICE_INTAKE_MAX_BUNDLE_MB", maxBundleMb(), 64, 1_000_000);
    return violations.sentences();
  }
}
