package io.sluice.admin.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Configuration of built-in users. */
@ConfigMapping(prefix = "sluice.security")
interface UserConfig {

  /** Properties file with username, password and token, read at a start without users. */
  Optional<String> initialAdministratorFile();

  /** True if built-in users may sign in at a service that listens beyond the loopback address. */
  @WithDefault("false")
  boolean builtInUsersBeyondLoopback();

  /** Lifetime of an access token of a sign-in. */
  @WithDefault("15m")
  Duration signInToken();

  /** Maximum time between two refreshes of a sign-in. */
  @WithDefault("30m")
  Duration sessionIdle();

  /** Maximum duration of a sign-in. */
  @WithDefault("8h")
  Duration sessionLongest();
}
