package io.sluice.diagnostics.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the number of viewers (docs/security.md). */
@ConfigMapping(prefix = "sluice.live")
interface ViewerConfig {

  /** Maximum number of open live pages of one person; each tab is one. */
  @WithDefault("24")
  int connectionsPerPerson();

  /** Maximum number of open live pages of this instance. */
  @WithDefault("1000")
  int connections();
}
