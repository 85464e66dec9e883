package io.sluice.diagnostics.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * An instant as pages print it.
 *
 * @param iso UTC with seconds, for {@code datetime}
 * @param clock the time of day in UTC
 * @param ago the age when the page was made
 */
record TimeView(String iso, String clock, String ago) {

  static TimeView of(Instant moment, Instant now) {
    var iso = moment.truncatedTo(ChronoUnit.SECONDS).toString();
    return new TimeView(iso, iso.substring(11, 19), ago(Duration.between(moment, now)));
  }

  private static String ago(Duration age) {
    if (age.toSeconds() < 1) {
      return "now";
    }
    if (age.toMinutes() < 1) {
      return age.toSeconds() + "s ago";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + String.format(Locale.ROOT, "m %02ds ago", age.toSecondsPart());
    }
    return age.toHours() + String.format(Locale.ROOT, "h %02dm ago", age.toMinutesPart());
  }
}
