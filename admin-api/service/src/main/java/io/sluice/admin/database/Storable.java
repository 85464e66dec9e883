package io.sluice.admin.database;

import io.sluice.diagnosis.CutText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cleans text for PostgreSQL: NUL and lone surrogates become the six characters of their escape,
 * and long text is cut.
 */
public final class Storable {

  private Storable() {}

  public static @Nullable String text(@Nullable String text, int max) {
    return text == null ? null : text(text.length() <= max ? text : CutText.of(text, max - 1));
  }

  /** Cleans a text of any length. */
  public static String text(String text) {
    return isClean(text) ? text : escaped(text);
  }

  public static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!pairAt(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) && pairAt(text, i)) {
        out.append(c).append(text.charAt(++i));
      } else if (c == 0 || Character.isSurrogate(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean pairAt(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
