package io.sluice.admin.housekeeping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long things are kept. */
@ConfigMapping(prefix = "sluice.housekeeping")
public interface HousekeepingConfig {

  /** Commands, orders in bulk, and counts of ends, after they were made. */
  @WithDefault("31d")
  Duration keep();

  /** Log lines of the services. */
  @WithDefault("7d")
  Duration keepSystemLog();
}
