package io.sluice.diagnostics.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what people type into the fields of forms. Pure. */
public final class Typed {

  private Typed() {}

  /** Returns the text without the space around it; empty if the field was not sent. */
  public static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }

  /** Returns the text without the space around it; null if nothing is left. */
  public static @Nullable String optional(@Nullable String typed) {
    String text = text(typed);
    return text.isEmpty() ? null : text;
  }

  /** Returns names that stand on lines of their own, or with commas or space between them. */
  public static List<String> names(@Nullable String typed) {
    return Arrays.stream(text(typed).split("[\\s,]+", -1))
        .filter(Predicate.not(String::isEmpty))
        .distinct()
        .toList();
  }

  /**
   * Reads a whole number.
   *
   * @param label the field in the message, with its article
   * @throws NotReadable if it is none, or more than an int can hold
   */
  public static Integer number(String label, @Nullable String typed) {
    try {
      return Integer.valueOf(text(typed));
    } catch (NumberFormatException notOne) {
      throw new NotReadable(label + " is a whole number, not \"" + text(typed) + "\".");
    }
  }

  /** Reads a whole number; null if nothing was typed. */
  public static @Nullable Integer optionalNumber(String label, @Nullable String typed) {
    return text(typed).isEmpty() ? null : number(label, typed);
  }

  /**
   * Reads a number of units, such as hours, as the nearest whole number of a smaller one.
   *
   * @param size smaller units in one unit
   * @return null if nothing was typed
   * @throws NotReadable if it is no number, or the result is more than an int can hold
   */
  public static @Nullable Integer optionalUnits(String label, @Nullable String typed, int size) {
    String text = text(typed);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return new BigDecimal(text)
          .multiply(BigDecimal.valueOf(size))
          .setScale(0, RoundingMode.HALF_EVEN)
          .intValueExact();
    } catch (NumberFormatException notOne) {
      throw new NotReadable(label + " is a number, not \"" + text + "\".");
    } catch (ArithmeticException tooLarge) {
      throw new NotReadable(label + " is too large: \"" + text + "\".");
    }
  }
}
