package io.sluice.admin.mcp;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the headers that the Model Context Protocol has rules for. Safe on every thread. */
@Singleton
final class McpHeaders {

  private final Set<String> allowedOrigins;

  McpHeaders(McpConfig config) {
    this.allowedOrigins =
        config.allowedOrigins().orElse(List.of()).stream()
            .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Refuses pages. The host of this service counts as foreign too: after a rebinding of its name
   * (DNS rebinding) a foreign page has it. Programs send no origin.
   *
   * @throws ProblemException if a page sent the message that may not
   */
  void checkOrigin(@Nullable String origin) {
    if (origin != null && !allowedOrigins.contains(origin.toLowerCase(Locale.ROOT))) {
      throw new ProblemException(
          ProblemType.FORBIDDEN.problem(
              "Pages of this origin may send no messages. See SLUICE_MCP_ALLOWED_ORIGINS."));
    }
  }

  /**
   * Refuses a version of the protocol that was not agreed on.
   *
   * @param version absent before the agreement
   * @throws ProblemException if the version is not supported
   */
  static void checkVersion(@Nullable String version) {
    if (version != null && !McpMessages.VERSIONS.contains(version)) {
      throw new ProblemException(
          ProblemType.MALFORMED.problem(
              "MCP-Protocol-Version is one of " + String.join(", ", McpMessages.VERSIONS) + "."));
    }
  }
}
