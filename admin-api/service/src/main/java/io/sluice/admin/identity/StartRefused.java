package io.sluice.admin.identity;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Refusal to start, with the reason in one sentence. Quarkus prints no stack trace for this
 * exception type only.
 */
public final class StartRefused extends ConfigurationException {

  private static final long serialVersionUID = 1L;

  public StartRefused(String sentence) {
    super(sentence);
  }
}
