package io.sluice.admin.mcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Configuration of the Model Context Protocol. */
@ConfigMapping(prefix = "sluice.mcp")
interface McpConfig {

  /** True if tools may ask for actions, retry and cancel, for callers whose role allows it. */
  @WithDefault("false")
  boolean writes();

  /** Origins of pages that may send messages, as {@code https://host:port}. */
  Optional<List<String>> allowedOrigins();
}
