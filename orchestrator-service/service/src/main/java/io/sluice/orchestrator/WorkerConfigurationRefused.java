package io.sluice.orchestrator;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/**
 * Refuses the start because of configuration values that are not allowed, with one sentence for
 * each, which Quarkus prints without a stack because of the type.
 */
final class WorkerConfigurationRefused extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  WorkerConfigurationRefused(List<String> violations) {
    super(String.join(" ", violations));
  }
}
