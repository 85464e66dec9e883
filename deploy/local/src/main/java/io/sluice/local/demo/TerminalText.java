package io.sluice.local.demo;

/** Text that a workflow or a server wrote, made safe for a terminal. */
final class TerminalText {
  private TerminalText() {}

  /** On one line of at most that many characters, without control and bidirectional characters. */
  static String cut(String text, int width) {
    var safe = text.replaceAll("\\R", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
    return safe.length() <= width ? safe : safe.substring(0, Math.max(0, width - 1)) + "…";
  }
}
