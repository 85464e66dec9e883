package io.sluice.diagnostics.api;

import java.util.Locale;

/**
 * Text of workflows and of people, made safe to read: control characters, terminal codes and marks
 * that turn the direction of writing are shown as their number (security, section 4). It is not
 * escaped for HTML, which templates do. Pure.
 */
public final class TextSanitizer {

  private TextSanitizer() {}

  /** The same text when nothing in it is suspicious, which is nearly always. */
  public static String text(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (fools(text.charAt(at))) {
        return shown(text, at);
      }
    }
    return text;
  }

  private static String shown(String text, int first) {
    var shown = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int at = first; at < text.length(); at++) {
      char each = text.charAt(at);
      if (fools(each)) {
        shown.append("\\u").append(String.format(Locale.ROOT, "%04X", (int) each));
      } else {
        shown.append(each);
      }
    }
    return shown.toString();
  }

  private static boolean fools(char each) {
    return (each < ' ' && each != '\n' && each != '\t')
        || (each >= 0x7F && each <= 0x9F)
        || each == 0x061C
        || each == 0x200E
        || each == 0x200F
        || (each >= 0x2028 && each <= 0x202E)
        || (each >= 0x2066 && each <= 0x2069)
        || each == 0xFEFF;
  }
}
