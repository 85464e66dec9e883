package io.sluice.admin.bundle;

/** A jar that is refused, and why, for the person who built it. */
final class BadBundle extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 500;

  BadBundle(String sentence) {
    super(printable(sentence), null, false, false);
  }

  /** Names of entries are whatever somebody wrote into a jar. */
  private static String printable(String sentence) {
    String shown = sentence.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "?");
    return shown.substring(0, Math.min(LONGEST, shown.length()));
  }
}
