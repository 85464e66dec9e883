package io.sluice.diagnostics.operations;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.sluice.diagnostics.operations.AdminApiProbe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest probe of admin-api, with the time since when probes have had the same result. Pure.
 *
 * @param askedAt start of this probe
 * @param took duration of the answer
 * @param since the first probe in a row with the same kind of result
 * @param failingSince the first probe in a row that found a check failing, by the check's name
 */
public record HealthObservation(
    ProbeResult finding,
    Instant askedAt,
    Duration took,
    Instant since,
    Map<String, Instant> failingSince) {

  static HealthObservation following(
      @Nullable HealthObservation previous, ProbeResult finding, Instant askedAt, Duration took) {
    return new HealthObservation(
        finding,
        askedAt,
        took,
        since(previous, finding, askedAt),
        finding.reported().stream()
            .filter(check -> !check.up())
            .map(ProbeResult.Check::name)
            .distinct()
            .collect(toUnmodifiableMap(name -> name, name -> firstSeen(previous, name, askedAt))));
  }

  private static Instant since(
      @Nullable HealthObservation previous, ProbeResult finding, Instant now) {
    return previous != null && previous.finding().getClass() == finding.getClass()
        ? previous.since()
        : now;
  }

  private static Instant firstSeen(
      @Nullable HealthObservation previous, String check, Instant now) {
    return previous == null ? now : previous.failingSince().getOrDefault(check, now);
  }
}
