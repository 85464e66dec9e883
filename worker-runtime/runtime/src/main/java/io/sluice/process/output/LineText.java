package io.sluice.process.output;

import java.util.Locale;

/** Converts text to one line of at most 16 KiB of UTF-8, without control characters. */
final class LineText {
  static final int MAX_BYTES = 16 * 1024;
  private static final int MAX_PER_CHARACTER = 3;

  private LineText() {}

  static String of(String raw) {
    var escaped = new StringBuilder(Math.min(raw.length(), MAX_BYTES) + 16);
    int bytes = 0;
    for (int at = 0; at < raw.length(); at++) {
      var shown = isHalfPair(raw, at) ? "\ufffd" : shown(raw.charAt(at));
      bytes += shown.length() == 1 ? width(shown.charAt(0)) : shown.length();
      if (bytes > MAX_BYTES - 64) {
        int end = escaped.length() - 1;
        if (end >= 0 && Character.isHighSurrogate(escaped.charAt(end))) {
          escaped.setLength(end);
        }
        return escaped + " … (" + (raw.length() - at) + " characters cut)";
      }
      escaped.append(shown);
    }
    return escaped.toString();
  }

  /** Returns true for half of a surrogate pair, which cannot be encoded. */
  private static boolean isHalfPair(String raw, int at) {
    char character = raw.charAt(at);
    return Character.isHighSurrogate(character)
        ? at + 1 == raw.length() || !Character.isLowSurrogate(raw.charAt(at + 1))
        : Character.isLowSurrogate(character)
            && (at == 0 || !Character.isHighSurrogate(raw.charAt(at - 1)));
  }

  private static int width(char character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : MAX_PER_CHARACTER;
  }

  private static String shown(char character) {
    return switch (character) {
      case '\t' -> "\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case 0x1b -> "\\e";
      default ->
          Character.isISOControl(character)
                  || character == '\u2028'
                  || character == '\u2029'
                  || Character.getType(character) == Character.FORMAT
              ? String.format(Locale.ROOT, "\\u%04x", (int) character)
              : String.valueOf(character);
    };
  }
}
