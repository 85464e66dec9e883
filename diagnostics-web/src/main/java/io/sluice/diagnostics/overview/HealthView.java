package io.sluice.diagnostics.overview;

import io.sluice.diagnostics.health.Finding;
import io.sluice.diagnostics.health.Sighting;
import java.time.Instant;
import java.util.List;

/**
 * What the overview says of admin-api itself.
 *
 * @param state the CSS class of admin-api's state: {@code ready}, {@code not-ready} or {@code
 *     unreachable}
 */
record HealthView(
    String state,
    String word,
    String sentence,
    Moment since,
    Moment askedAt,
    String took,
    List<CheckRow> checks,
    String version,
    Moment startedAt) {

  /** One line of the table of checks; {@code failingSince} only while it fails. */
  record CheckRow(String name, boolean up, List<Moment> failingSince) {}

  static HealthView of(Sighting seen, String version, Instant startedAt, Instant now) {
    return new HealthView(
        state(seen.finding()),
        word(seen.finding()),
        sentence(seen.finding()),
        Moment.of(seen.since(), now),
        Moment.of(seen.askedAt(), now),
        seen.took().toMillis() + " ms",
        seen.finding().reported().stream().map(check -> row(check, seen, now)).toList(),
        version,
        Moment.of(startedAt, now));
  }

  private static CheckRow row(Finding.Check check, Sighting seen, Instant now) {
    var failingSince = seen.failingSince().get(check.name());
    return new CheckRow(
        check.name(),
        check.up(),
        check.up() || failingSince == null ? List.of() : List.of(Moment.of(failingSince, now)));
  }

  private static String state(Finding finding) {
    return switch (finding) {
      case Finding.Ready _ -> "ready";
      case Finding.NotReady _ -> "not-ready";
      case Finding.Unreachable _ -> "unreachable";
    };
  }

  private static String word(Finding finding) {
    return switch (finding) {
      case Finding.Ready _ -> "Ready";
      case Finding.NotReady _ -> "Not ready";
      case Finding.Unreachable _ -> "Not reached";
    };
  }

  private static String sentence(Finding finding) {
    return switch (finding) {
      case Finding.Ready _ -> "It answers requests and every readiness check passes.";
      case Finding.NotReady(String reason, _) -> "It cannot be used now: " + reason + ".";
      case Finding.Unreachable(String reason) ->
          "Neither its API nor its health check answers: " + reason + ".";
    };
  }
}
