package io.sluice.admin.bundle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where bundles come from. */
@ConfigMapping(prefix = "sluice.bundle")
interface BundleConfig {

  /** {@code SLUICE_BUNDLE_FOLDER}: a folder of jars that are registered; none when absent. */
  Optional<String> folder();

  /** How often the folder is looked at. */
  @WithDefault("3s")
  Duration lookEvery();
}
