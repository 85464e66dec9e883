package io.sluice.diagnostics.page;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers, durations and sizes for pages. */
public final class Formats {

  private Formats() {}

  /**
   * Formats a duration as {@code 34s}, {@code 8m 34s}, {@code 1h 04m 12s} or {@code 2d 03h 00m}.
   */
  public static String duration(Duration length) {
    var d = length.isNegative() ? Duration.ZERO : length;
    if (d.toDays() > 0) {
      return String.format(
          Locale.ROOT, "%dd %02dh %02dm", d.toDays(), d.toHoursPart(), d.toMinutesPart());
    }
    if (d.toHours() > 0) {
      return String.format(
          Locale.ROOT, "%dh %02dm %02ds", d.toHours(), d.toMinutesPart(), d.toSecondsPart());
    }
    return d.toMinutes() > 0
        ? String.format(Locale.ROOT, "%dm %02ds", d.toMinutes(), d.toSecondsPart())
        : d.toSeconds() + "s";
  }

  /** Formats a number with a narrow space between thousands: {@code 1 284}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
  }

  /** Formats a number with its noun: {@code 1 execution}, {@code 3 executions}. */
  public static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** Formats memory as {@code 412 / 512 MiB (80 %)}; without a limit only the used part. */
  public static String memory(long usedMib, long limitMib) {
    return limitMib <= 0
        ? count(usedMib) + " MiB"
        : String.format(
            Locale.ROOT,
            "%s / %s MiB (%d %%)",
            count(usedMib),
            count(limitMib),
            percent(usedMib, limitMib));
  }

  /** Rounds a percentage; 0 if the whole is 0. */
  public static long percent(long part, long whole) {
    return whole <= 0 ? 0 : Math.round(100.0 * part / whole);
  }

  /** Formats a rate: with one decimal below 10, none above. */
  public static String rate(double number) {
    return number > 0 && number < 9.95
        ? String.format(Locale.ROOT, "%.1f", number)
        : count(Math.round(number));
  }

  /** Converts a state to the hyphenated lower case of the style sheets: {@code pending-kill}. */
  public static String css(String state) {
    return state.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
