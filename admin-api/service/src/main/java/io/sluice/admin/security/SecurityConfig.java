package io.sluice.admin.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who may sign in, and what viewers see. */
@ConfigMapping(prefix = "sluice.security")
interface SecurityConfig {

  /** Properties with username, password and token, read at a start with no user. */
  Optional<String> initialAdministratorFile();

  /** Whether viewers see inputs, results and log lines. */
  @WithDefault("false")
  boolean viewersSeePayloads();

  /** How long a token from sign-in is good. */
  @WithDefault("15m")
  Duration signInToken();

  /** How long a checked token is not looked up again: the delay of a withdrawal. */
  @WithDefault("5s")
  Duration tokenCache();
}
