package io.sluice.diagnostics.api;

import java.util.Locale;

/**
 * Makes texts of workflows and of people safe to read: control characters, terminal codes and marks
 * that change the direction of writing are shown as their number (docs/security.md). HTML escaping
 * is left to the templates. Pure.
 */
public final class TextSanitizer {

  private TextSanitizer() {}

  /** Returns the same instance if nothing in it is suspicious, which is the common case. */
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
