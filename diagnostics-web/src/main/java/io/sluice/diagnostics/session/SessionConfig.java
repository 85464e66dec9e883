package io.sluice.diagnostics.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configures the duration of a sign-in and the key that seals its cookie (docs/security.md). */
@ConfigMapping(prefix = "sluice.session")
interface SessionConfig {

  /**
   * A file with the key that seals cookies, the same for all replicas: a line of at least 32
   * characters. A second line holds the previous key, which still opens cookies that it sealed.
   */
  Optional<Path> keyFile();

  /** Time without activity of the person after which a sign-in ends. */
  @WithDefault("30m")
  Duration idle();

  /** Maximum duration of a sign-in. */
  @WithDefault("8h")
  Duration longest();
}
