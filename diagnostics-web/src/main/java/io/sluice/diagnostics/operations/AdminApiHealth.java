package io.sluice.diagnostics.operations;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
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
}
