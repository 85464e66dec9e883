package io.sluice.admin.workflow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the bundle folder. */
@ConfigMapping(prefix = "sluice.bundle")
interface BundleConfig {

  /** Folder whose jars are registered ({@code SLUICE_BUNDLE_FOLDER}); no folder if absent. */
  Optional<String> folder();

  /** Time between two scans of the folder. */
  @WithDefault("3s")
  Duration lookEvery();
}
