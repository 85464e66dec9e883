package io.sluice.diagnostics;

/** The service cannot start, and why, in one sentence. */
public final class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartRefused(String sentence) {
    super(sentence, null, false, false);
  }
}
