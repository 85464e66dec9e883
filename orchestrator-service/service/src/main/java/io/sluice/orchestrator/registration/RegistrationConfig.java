package io.sluice.orchestrator.registration;

import io.sluice.orchestrator.ConfigViolations;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Settings of the registration of this worker. */
@ConfigMapping(prefix = "sluice.registration")
public interface RegistrationConfig {
  int MAX_INTERVAL_SECONDS = 20;

  /** With the nonce of the id at most the 200 characters that admin-api accepts. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,190}");

  /** {@code WORKER_HEARTBEAT_INTERVAL_SECONDS}: 1 to 20; a registration lives 30 s. */
  @WithDefault("10")
  int heartbeatIntervalSeconds();

  /**
   * The name under which this worker is known; by default the name of its host. In Kubernetes the
   * name of the pod, which may be longer than a host's name can be.
   */
  Optional<String> hostname();

  /** Returns one sentence for each value that is not allowed. */
  default List<String> violations() {
    var violations = new ConfigViolations();
    violations.within(
        "WORKER_HEARTBEAT_INTERVAL_SECONDS", heartbeatIntervalSeconds(), 1, MAX_INTERVAL_SECONDS);
    hostname()
        .filter(name -> !NAME.matcher(name).matches())
        .ifPresent(
            name ->
                violations.add(
                    "SLUICE_REGISTRATION_HOSTNAME is %s; allowed are 1 to 190 letters, digits, dots, underscores and hyphens."
                        .formatted(name)));
    return violations.sentences();
  }
}
