package io.sluice.diagnosis;

/**
 * Cuts text to a number of characters (UTF-16 units) and never through a surrogate pair: half of
 * one can be stored in no database and sent in no JSON. Pure.
 */
public final class CutText {

  private CutText() {}

  /** Returns the text if it fits, else its beginning, at most one character shorter than asked. */
  public static String start(String text, int maxLength) {
    return text.length() <= maxLength ? text : text.substring(0, before(text, maxLength));
  }

  /** Returns the text if it fits, else its beginning with an ellipsis after it. */
  public static String of(String text, int maxLength) {
    return text.length() <= maxLength ? text : start(text, maxLength) + "…";
  }

  /** Returns the text if it fits, else its end, at most one character shorter than asked. */
  public static String end(String text, int maxLength) {
    int from = text.length() - maxLength;
    return from <= 0 ? text : text.substring(splits(text, from) ? from + 1 : from);
  }

  private static int before(String text, int at) {
    return splits(text, at) ? at - 1 : at;
  }

  private static boolean splits(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }
}
