package io.sluice.orchestrator;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/**
 * The configuration has values that are not allowed: the start is refused with one sentence for
 * each, which Quarkus prints without a stack because of the type.
 */
final class WorkerConfigurationRefused extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  WorkerConfigurationRefused(List<String> mistakes) {
    super(String.join(" ", mistakes));
  }
}
