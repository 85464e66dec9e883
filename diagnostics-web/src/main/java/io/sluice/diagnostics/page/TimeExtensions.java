package io.sluice.diagnostics.page;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Template extensions for instants: {@code {t:at(view.since)}}. The text is the same for everybody,
 * so that fragments can be shared; the browser's script converts it to the reader's preference.
 */
@TemplateExtension(namespace = "t")
public final class TimeExtensions {

  private TimeExtensions() {}

  /** A time of day in UTC; the script shows the age or the local time. */
  public static RawString at(Instant moment) {
    var iso = iso(moment);
    return new RawString(element(iso, "at", iso.substring(11, 19) + " UTC"));
  }

  /** A date and time of day in UTC. */
  public static RawString day(Instant moment) {
    var iso = iso(moment);
    return new RawString(
        element(iso, "at", iso.substring(0, 10) + " " + iso.substring(11, 19) + " UTC"));
  }

  /** A minute in UTC, whatever the reader has chosen: for pages whose other times are UTC too. */
  public static RawString utc(Instant moment) {
    var iso = iso(moment);
    return new RawString(
        "<time datetime=\"%s\">%s %s UTC</time>"
            .formatted(iso, iso.substring(0, 10), iso.substring(11, 16)));
  }

  /** The time since an instant; the script lets it grow. */
  public static RawString lasting(Instant since, Instant now) {
    return new RawString(
        element(iso(since), "lasting", Formats.duration(Duration.between(since, now))));
  }

  private static String element(String iso, String kind, String text) {
    return "<time datetime=\"%s\" title=\"%s\" data-tick=\"%s\">%s</time>"
        .formatted(iso, iso.replace('T', ' ').replace("Z", " UTC"), kind, text);
  }

  private static String iso(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
