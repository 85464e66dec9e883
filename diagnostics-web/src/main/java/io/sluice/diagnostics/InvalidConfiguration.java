package io.sluice.diagnostics;

/** The service cannot start, and why, in one sentence. */
public final class InvalidConfiguration extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidConfiguration(String sentence) {
    super(sentence, null, false, false);
  }
}
