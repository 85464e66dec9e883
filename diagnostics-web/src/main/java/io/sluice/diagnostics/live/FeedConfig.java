package io.sluice.diagnostics.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configures the connection to the live stream and its token. */
@ConfigMapping(prefix = "sluice.admin-api")
interface FeedConfig {

  /** Base address of admin-api's REST API; its WebSockets have the same address. */
  @WithDefault("http://127.0.0.1:8080")
  URI url();

  /**
   * A file with a personal access token of the role viewer. It is read at each connect, so that it
   * can be replaced.
   */
  Optional<Path> streamTokenFile();

  /** The token itself, for a properties file; the file above wins. */
  Optional<String> streamToken();

  /** Time without a frame after which the connection counts as dead; a frame comes every 5 s. */
  @WithDefault("12s")
  Duration streamSilence();
}
