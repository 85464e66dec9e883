package io.sluice.orchestrator.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Locale;

/** Settings of the registration of this worker. */
@ConfigMapping(prefix = "sluice.registration")
public interface RegistrationConfig {

  /** {@code WORKER_HEARTBEAT_INTERVAL_SECONDS}: 1 to 20; a registration lives 30 s. */
  @WithDefault("10")
  int heartbeatIntervalSeconds();

  /** Returns one sentence for each value that is not allowed. */
  default List<String> violations() {
    int seconds = heartbeatIntervalSeconds();
    return seconds >= 1 && seconds <= 20
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "WORKER_HEARTBEAT_INTERVAL_SECONDS is %d; allowed is 1 to 20.",
                seconds));
  }
}
