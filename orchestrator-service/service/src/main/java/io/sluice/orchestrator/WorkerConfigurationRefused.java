package io.sluice.orchestrator;

import java.util.List;

/**
 * The configuration has values that are not allowed: the start is refused, in one sentence for
 * each.
 */
public final class WorkerConfigurationRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkerConfigurationRefused(List<String> mistakes) {
    super(String.join(" ", mistakes));
  }
}
