package io.sluice.diagnostics;

/**
 * Stops the start of the service because of a wrong setting; the message is one sentence for the
 * log.
 */
public final class InvalidConfiguration extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidConfiguration(String sentence) {
    super(sentence, null, false, false);
  }
}
