package io.sluice.diagnostics.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/**
 * Configures the addresses of admin-api. Pages show neither, so that they reveal nothing of a
 * network.
 */
@ConfigMapping(prefix = "sluice.admin-api")
interface AdminApiConfig {

  /** Base address of the REST API. */
  @WithDefault("http://127.0.0.1:8080")
  URI url();

  /** Address of the readiness check, on the management port. */
  @WithDefault("http://127.0.0.1:9080/q/health/ready")
  URI healthUrl();

  /** Maximum time that one health probe waits for an answer. */
  @WithDefault("2s")
  Duration timeout();
}
