package io.sluice.admin.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Configuration of the audit check. */
@ConfigMapping(prefix = "sluice.audit")
interface AuditConfig {

  /** Time between two checks; each checks the present day and one earlier day. */
  @WithDefault("1m")
  Duration checkEvery();
}
