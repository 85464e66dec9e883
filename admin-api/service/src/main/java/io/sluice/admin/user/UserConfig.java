package io.sluice.admin.user;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How built-in users sign in. */
@ConfigMapping(prefix = "sluice.security")
interface UserConfig {

  /** Properties with username, password and token, read at a start with no user. */
  Optional<String> initialAdministratorFile();

  /** Whether they may sign in at a service that listens on more than the loopback address. */
  @WithDefault("false")
  boolean builtInUsersBeyondLoopback();

  /** How long a token of a sign-in is good. */
  @WithDefault("15m")
  Duration signInToken();

  /** How long a sign-in lasts without a refresh. */
  @WithDefault("30m")
  Duration sessionIdle();

  /** How long a sign-in lasts at most. */
  @WithDefault("8h")
  Duration sessionLongest();
}
