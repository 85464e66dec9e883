package io.sluice.process.output;

import org.jspecify.annotations.Nullable;

/**
 * Limits a text that becomes part of a message: a maximum of bytes of UTF-8, and no half of a
 * surrogate pair, which could not be encoded. Pure.
 */
public final class BoundedText {
  private static final char ELLIPSIS = '…';
  private static final int ELLIPSIS_BYTES = 3;

  private BoundedText() {}

  /**
   * Returns the text if it fits, or its beginning and an ellipsis.
   *
   * @param text null gives the empty text
   * @param maxBytes of UTF-8, at least 3
   */
  public static String of(@Nullable String text, int maxBytes) {
    if (text == null) {
      return "";
    }
    int bytes = 0;
    int fits = 0;
    boolean wellFormed = true;
    for (int at = 0; at < text.length(); ) {
      int next = at + length(text, at);
      wellFormed &= next - at == 2 || !Character.isSurrogate(text.charAt(at));
      bytes += width(text, at, next);
      if (bytes > maxBytes) {
        return wellFormed(text.substring(0, fits), wellFormed) + ELLIPSIS;
      }
      at = next;
      fits = bytes <= maxBytes - ELLIPSIS_BYTES ? at : fits;
    }
    return wellFormed(text, wellFormed);
  }

  /** Returns the number of bytes of a text in UTF-8. */
  public static int bytes(String text) {
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int next = at + length(text, at);
      bytes += width(text, at, next);
      at = next;
    }
    return bytes;
  }

  private static int length(String text, int at) {
    boolean pair =
        Character.isHighSurrogate(text.charAt(at))
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    return pair ? 2 : 1;
  }

  private static int width(String text, int at, int next) {
    char first = text.charAt(at);
    return next - at == 2 ? 4 : first < 0x80 ? 1 : first < 0x800 ? 2 : 3;
  }

  private static String wellFormed(String text, boolean already) {
    return already
        ? text
        : text.replaceAll("[\\ud800-\\udfff&&[^\\x{10000}-\\x{10ffff}]]", "\ufffd");
  }
}
