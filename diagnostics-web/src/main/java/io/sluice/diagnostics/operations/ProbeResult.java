package io.sluice.diagnostics.operations;

import java.util.List;

/** What one look at admin-api found. */
public sealed interface ProbeResult {

  /** It answers requests and says that it is ready. */
  record Ready(List<Check> checks) implements ProbeResult {}

  /** It can be reached, but may not be used: a check fails, or one of its two ports is silent. */
  record NotReady(String reason, List<Check> checks) implements ProbeResult {}

  /** Nothing answered in time. */
  record Unreachable(String reason) implements ProbeResult {}

  /** One of its health checks. */
  record Check(String name, boolean up) {}

  /** The checks it reported, failing ones first; none when it was not reached. */
  default List<Check> reported() {
    return switch (this) {
      case Ready ready -> ready.checks();
      case NotReady notReady -> notReady.checks();
      case Unreachable _ -> List.of();
    };
  }
}
