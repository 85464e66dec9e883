package io.sluice.admin.workflow;

import io.sluice.diagnosis.CutText;

/** Refusal of a jar, with the reason for the person who built it. */
final class InvalidBundle extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_LENGTH = 500;

  InvalidBundle(String sentence) {
    super(printable(sentence), null, false, false);
  }

  /** Replaces control characters, because entry names come from the jar. */
  private static String printable(String sentence) {
    String shown = sentence.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "?");
    return CutText.start(shown, MAX_LENGTH);
  }
}
