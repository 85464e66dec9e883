package io.sluice.diagnostics.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the live stream comes from, and who asks for it (ui, section 5, Rights). */
@ConfigMapping(prefix = "sluice.admin-api")
interface FeedConfig {

  /** The REST API of admin-api; its WebSockets are at the same address. */
  @WithDefault("http://127.0.0.1:8080")
  URI url();

  /**
   * A file with a personal access token of the role viewer. It is read at each connect, so that it
   * can be replaced.
   */
  Optional<Path> streamTokenFile();

  /** The token itself, for a properties file; the file above wins. */
  Optional<String> streamToken();

  /** After this long without a frame the connection counts as dead; one comes every 5 s. */
  @WithDefault("12s")
  Duration streamSilence();
}
