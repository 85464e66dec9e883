package io.sluice.admin.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Retention periods. */
@ConfigMapping(prefix = "sluice.housekeeping")
public interface HousekeepingConfig {

  /** Retention of commands, bulk operations and counts of ended executions. */
  @WithDefault("31d")
  Duration keep();

  /** Retention of the services' log lines. */
  @WithDefault("7d")
  Duration keepSystemLog();
}
