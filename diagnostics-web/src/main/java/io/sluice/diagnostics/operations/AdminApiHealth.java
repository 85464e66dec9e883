package io.sluice.diagnostics.operations;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.sluice.diagnostics.operations.AdminApiProbe.ProbeResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The current health of admin-api. Callers during a probe share its result, so that many viewers
 * cause one probe at a time.
 */
@ApplicationScoped
public class AdminApiHealth {
  private final AdminApiProbe probe;
  private final InstantSource clock;
  private final AtomicReference<@Nullable CompletableFuture<HealthObservation>> underWay =
      new AtomicReference<>();
  private volatile @Nullable HealthObservation
      latest; // written only by the thread whose look is under way

  AdminApiHealth(AdminApiProbe probe, InstantSource clock) {
    this.probe = probe;
    this.clock = clock;
  }

  /** Probes now, and waits for the result at most as long as {@code sluice.admin-api.timeout}. */
  public HealthObservation look() {
    var mine = new CompletableFuture<HealthObservation>();
    var other = underWay.compareAndExchange(null, mine);
    return other == null ? probeFor(mine) : other.join();
  }

  private HealthObservation probeFor(CompletableFuture<HealthObservation> waiting) {
    try {
      var askedAt = clock.instant();
      var finding = probe.look();
      var took = Duration.between(askedAt, clock.instant());
      var observation = HealthObservation.following(latest, finding, askedAt, took);
      latest = observation;
      waiting.complete(observation);
      return observation;
    } catch (RuntimeException bug) {
      waiting.completeExceptionally(bug);
      throw bug;
    } finally {
      underWay.set(null);
    }
  }

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
              .collect(
                  toUnmodifiableMap(name -> name, name -> firstSeen(previous, name, askedAt))));
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
}
