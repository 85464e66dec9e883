package io.sluice.diagnostics.page;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Template extensions for values that may be absent: {@code {w:ms(e.durationMs)}}. A dash stands
 * for an unknown or inapplicable value.
 */
@TemplateExtension(namespace = "w")
public final class FormatExtensions {

  private static final String NONE = "–";
  private static final long KIB = 1024;

  private FormatExtensions() {}

  /** Formats a date and time of day in UTC. */
  public static RawString at(@Nullable Instant moment) {
    return moment == null ? new RawString(NONE) : TimeExtensions.day(moment);
  }

  /** Formats milliseconds: exact if short, {@code 1h 04m 12s} if long. */
  public static String ms(@Nullable Number number) {
    if (number == null) {
      return NONE;
    }
    long millis = number.longValue();
    return millis < 1000
        ? millis + " ms"
        : millis < 10_000
            ? String.format(Locale.ROOT, "%.1fs", millis / 1000.0)
            : Formats.duration(Duration.ofMillis(millis));
  }

  /** Formats seconds as {@code 8m 34s}. */
  public static String seconds(Number seconds) {
    return Formats.duration(Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)));
  }

  /** Formats the time between two instants as {@code 8m 34s}. */
  public static String between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? NONE : Formats.duration(Duration.between(from, to));
  }

  public static String bytes(@Nullable Number number) {
    if (number == null) {
      return NONE;
    }
    long bytes = number.longValue();
    if (bytes < KIB) {
      return bytes + " B";
    }
    return bytes < KIB * KIB
        ? Formats.count(bytes / KIB) + " KiB"
        : Formats.count(bytes / KIB / KIB) + " MiB";
  }

  public static String count(Number number) {
    return Formats.count(number.longValue());
  }

  /** Formats a number with its noun: {@code 1 execution}, {@code 3 executions}. */
  public static String many(Number number, String one) {
    return Formats.count(number.longValue(), one);
  }

  /** The CSS class of a badge. */
  public static String css(Object state) {
    return Formats.css(state.toString());
  }

  /** Explains the API's word for the reason why an execution waits. */
  public static String reason(@Nullable String waitingReason) {
    return switch (waitingReason) {
      case "waiting_for_slot" -> "waits for a free slot";
      case "not_in_queue_yet" -> "not in the queue yet";
      case "exclusive" -> "waits for another one of its workflow, which runs alone";
      case "alive_attempt" -> "an earlier attempt may still be alive";
      case "no_worker" -> "no worker is connected";
      case null -> NONE;
      default -> waitingReason.replace('_', ' ');
    };
  }

  /** Formats a text, or a dash. */
  public static String text(@Nullable Object text) {
    return text == null || text.toString().isEmpty() ? NONE : text.toString();
  }
}
