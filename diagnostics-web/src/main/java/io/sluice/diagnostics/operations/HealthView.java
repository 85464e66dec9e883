package io.sluice.diagnostics.operations;

import io.sluice.diagnostics.operations.AdminApiHealth.HealthObservation;
import io.sluice.diagnostics.operations.AdminApiProbe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The health of admin-api on the overview.
 *
 * @param state the CSS class: {@code ready}, {@code not-ready} or {@code unreachable}
 */
record HealthView(
    String state,
    String word,
    String sentence,
    Probe probe,
    List<CheckRow> checks,
    String version,
    TimeView startedAt) {

  /** The last probe, with the time since when probes have had the same result. */
  record Probe(TimeView since, TimeView askedAt, String took) {}

  /** One row of the table of checks; {@code failingSince} is empty unless it fails. */
  record CheckRow(String name, boolean up, List<TimeView> failingSince) {}

  static HealthView of(HealthObservation seen, String version, Instant startedAt, Instant now) {
    return new HealthView(
        state(seen.finding()),
        word(seen.finding()),
        sentence(seen.finding()),
        new Probe(
            TimeView.of(seen.since(), now),
            TimeView.of(seen.askedAt(), now),
            seen.took().toMillis() + " ms"),
        seen.finding().reported().stream().map(check -> row(check, seen, now)).toList(),
        version,
        TimeView.of(startedAt, now));
  }

  private static CheckRow row(ProbeResult.Check check, HealthObservation seen, Instant now) {
    var failingSince = seen.failingSince().get(check.name());
    return new CheckRow(
        check.name(),
        check.up(),
        check.up() || failingSince == null ? List.of() : List.of(TimeView.of(failingSince, now)));
  }

  private static String state(ProbeResult finding) {
    return switch (finding) {
      case ProbeResult.Ready _ -> "ready";
      case ProbeResult.NotReady _ -> "not-ready";
      case ProbeResult.Unreachable _ -> "unreachable";
    };
  }

  private static String word(ProbeResult finding) {
    return switch (finding) {
      case ProbeResult.Ready _ -> "Ready";
      case ProbeResult.NotReady _ -> "Not ready";
      case ProbeResult.Unreachable _ -> "Not reached";
    };
  }

  private static String sentence(ProbeResult finding) {
    return switch (finding) {
      case ProbeResult.Ready _ -> "It answers requests and every readiness check passes.";
      case ProbeResult.NotReady(String reason, _) -> "It cannot be used now: " + reason + ".";
      case ProbeResult.Unreachable(String reason) ->
          "Neither its API nor its health check answers: " + reason + ".";
    };
  }

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
}
