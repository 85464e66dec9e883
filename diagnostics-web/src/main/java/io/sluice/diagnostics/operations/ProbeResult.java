package io.sluice.diagnostics.operations;

import java.util.List;

/** The result of one health probe of admin-api. */
public sealed interface ProbeResult {

  /** admin-api answers requests and reports ready. */
  record Ready(List<Check> checks) implements ProbeResult {}

  /**
   * admin-api is reachable and not ready: a check fails, or one of its two ports does not answer.
   */
  record NotReady(String reason, List<Check> checks) implements ProbeResult {}

  /** admin-api did not answer in time. */
  record Unreachable(String reason) implements ProbeResult {}

  /** One of its health checks. */
  record Check(String name, boolean up) {}

  /** The reported checks, failing ones first; empty if admin-api was not reached. */
  default List<Check> reported() {
    return switch (this) {
      case Ready ready -> ready.checks();
      case NotReady notReady -> notReady.checks();
      case Unreachable _ -> List.of();
    };
  }
}
