package io.sluice.admin.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long requests may take. */
@ConfigMapping(prefix = "sluice.request")
interface RequestConfig {

  /** From its first line to the end of its answer. */
  @WithDefault("30s")
  Duration longest();

  /** The same for the upload of a bundle. */
  @WithDefault("2m")
  Duration longestUpload();
}
