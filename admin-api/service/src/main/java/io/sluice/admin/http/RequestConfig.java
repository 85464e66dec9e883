package io.sluice.admin.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Time limits of requests. */
@ConfigMapping(prefix = "sluice.request")
interface RequestConfig {

  /** Time from the request line to the end of the response. */
  @WithDefault("30s")
  Duration longest();

  /** The limit for the upload of a bundle. */
  @WithDefault("2m")
  Duration longestUpload();
}
