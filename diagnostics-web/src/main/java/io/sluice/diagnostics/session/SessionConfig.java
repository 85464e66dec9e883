package io.sluice.diagnostics.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How long a sign-in lasts in a browser, and what seals it (security, section 2). */
@ConfigMapping(prefix = "sluice.session")
interface SessionConfig {

  /**
   * A file with the key that seals cookies, the same for all replicas: a line of at least 32
   * characters. A second line is the key before, which still opens what it sealed.
   */
  Optional<Path> keyFile();

  /** Without anything that the person did, a sign-in ends after this. */
  @WithDefault("30m")
  Duration idle();

  /** It ends after this at the latest. */
  @WithDefault("8h")
  Duration longest();
}
