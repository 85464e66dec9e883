package io.sluice.admin.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the audit is looked after. */
@ConfigMapping(prefix = "sluice.audit")
interface AuditConfig {

  /** How often the present day and one earlier day are looked at. */
  @WithDefault("1m")
  Duration checkEvery();
}
