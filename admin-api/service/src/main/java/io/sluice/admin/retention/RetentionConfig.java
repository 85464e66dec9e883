package io.sluice.admin.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Retention of each kind of record (docs/configuration.md). */
@ConfigMapping(prefix = "sluice.retention")
interface RetentionConfig {

  /** Ended executions with their attempts, dossiers, crash reports and idempotency keys. */
  @WithDefault("30d")
  Duration executions();

  /** Log lines of executions. */
  @WithDefault("7d")
  Duration logs();

  /** The audit. */
  @WithDefault("400d")
  Duration audit();

  /** Sums of analytics by day; those by hour are kept for 32 days at most. */
  @WithDefault("400d")
  Duration analytics();

  /** Versions of a workflow to which it can be rolled back, besides those of this time. */
  @WithDefault("10")
  int versions();

  /** Executions by status, for example {@code SUCCESS=7d,FAILED=90d}. */
  Optional<String> byStatus();

  /** Executions by organization, for example {@code acme=90d}; before those by status. */
  Optional<String> byOrganization();
}
