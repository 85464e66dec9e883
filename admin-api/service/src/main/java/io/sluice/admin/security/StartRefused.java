package io.sluice.admin.security;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * The service cannot start, and why, in one sentence: of this type alone Quarkus prints no more.
 */
public final class StartRefused extends ConfigurationException {

  private static final long serialVersionUID = 1L;

  public StartRefused(String sentence) {
    super(sentence);
  }
}
