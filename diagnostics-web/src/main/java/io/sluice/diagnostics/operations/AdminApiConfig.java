package io.sluice.diagnostics.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/**
 * Where admin-api is. The page names neither address, so that it tells nobody the inside of a
 * network.
 */
@ConfigMapping(prefix = "sluice.admin-api")
interface AdminApiConfig {

  /** Its REST API. */
  @WithDefault("http://127.0.0.1:8080")
  URI url();

  /** Its readiness, on its management port. */
  @WithDefault("http://127.0.0.1:9080/q/health/ready")
  URI healthUrl();

  /** The longest that one look waits for an answer. */
  @WithDefault("2s")
  Duration timeout();
}
