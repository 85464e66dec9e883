package io.sluice.local.demo;

/** Makes text of a workflow or a server safe for a terminal. */
final class TerminalText {
  private TerminalText() {}

  /** Shortens to one line without control and bidirectional characters. */
  static String cut(String text, int width) {
    var safe = text.replaceAll("\\R", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
    return safe.length() <= width ? safe : safe.substring(0, Math.max(0, width - 1)) + "…";
  }
}
