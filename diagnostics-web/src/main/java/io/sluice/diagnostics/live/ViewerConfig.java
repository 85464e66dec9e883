package io.sluice.diagnostics.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many may watch (security, section 4). */
@ConfigMapping(prefix = "sluice.live")
interface ViewerConfig {

  /** Most open pages of one person; each tab is one. */
  @WithDefault("24")
  int connectionsPerPerson();

  /** Most open pages of this instance. */
  @WithDefault("1000")
  int connections();
}
