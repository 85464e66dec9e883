package io.sluice.admin.bundle;

/** A jar that is refused, and why, for the person who built it. */
final class BadBundle extends Exception {

  private static final long serialVersionUID = 1L;

  BadBundle(String sentence) {
    super(sentence, null, false, false);
  }
}
