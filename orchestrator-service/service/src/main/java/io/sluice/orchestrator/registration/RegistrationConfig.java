package io.sluice.orchestrator.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How this worker reports itself. */
@ConfigMapping(prefix = "sluice.registration")
public interface RegistrationConfig {

  /** {@code WORKER_HEARTBEAT_INTERVAL_SECONDS}: 1 to 20; a registration lives 30 s. */
  @WithDefault("10")
  int heartbeatIntervalSeconds();
}
