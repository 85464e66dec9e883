package io.sluice.admin.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What callers see, and how much they may ask. */
@ConfigMapping(prefix = "sluice.security")
interface SecurityConfig {

  /** Whether viewers see inputs, results and log lines. */
  @WithDefault("false")
  boolean viewersSeePayloads();

  /** How long a checked token is not looked up again: the delay of a withdrawal. */
  @WithDefault("5s")
  Duration tokenCache();

  /** Most requests of one caller in a second, at this instance; as many may come at once. */
  @WithDefault("100")
  @Min(
      value = 1,
      message = "SLUICE_SECURITY_REQUESTS_PER_SECOND is ${validatedValue}: it must be 1 or more")
  int requestsPerSecond();

  /** Most bundles that one caller uploads in a minute, at this instance. */
  @WithDefault("1")
  @Min(
      value = 1,
      message = "SLUICE_SECURITY_UPLOADS_PER_MINUTE is ${validatedValue}: it must be 1 or more")
  int uploadsPerMinute();
}
