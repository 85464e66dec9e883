package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.LoopClock;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetDecision;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.FleetRules;
import io.sluice.service.LoopGuard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Loop that owns the fleet: takes an event, decides, reports to the observer, starts the effects.
 * There are no timers: an empty mailbox means that time has passed. Other threads read a whole
 * fleet.
 */
public final class Supervisor {
  private static final Logger LOG = Logger.getLogger(Supervisor.class);
  private static final Duration MAX_WAIT_DURATION = Duration.ofSeconds(1);

  private final Mailbox mailbox;
  private final FleetPolicy policy;
  private final FleetRules rules;
  private final FleetObserver observer;
  private final EffectRunner effects;
  private final InstantSource source;
  private final Thread thread = Thread.ofPlatform().name("supervision").unstarted(this::run);
  private final LoopGuard stepGuard = new LoopGuard("supervision");
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile Fleet fleet = Fleet.empty();
  private volatile Instant turnedAt;

  public Supervisor(
      Mailbox mailbox,
      FleetPolicy policy,
      FleetObserver observer,
      EffectRunner effects,
      InstantSource source) {
    this.mailbox = mailbox;
    this.policy = policy;
    this.rules = new FleetRules(policy);
    this.observer = observer;
    this.effects = effects;
    this.source = source;
    this.turnedAt = source.instant();
  }

  public void start() {
    thread.start();
  }

  /** Returns the current fleet. */
  public Fleet fleet() {
    return fleet;
  }

  /** Returns the time of the last iteration; the loop is alive as long as it advances. */
  public Instant turnedAt() {
    return turnedAt;
  }

  /**
   * Completes when the worker was told to close and its last process has ended; exceptionally if a
   * rule failed.
   */
  public CompletableFuture<Void> closed() {
    return closed;
  }

  private void run() {
    var clock = new LoopClock(source);
    try {
      while (!(fleet.closing() && fleet.processes().isEmpty())) {
        FleetEvent event = mailbox.next(timeUntilNextDeadline(clock.instant()));
        turn(event, clock.instant());
      }
      closed.complete(null);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error bug) {
      // A bug of Sluice: liveness fails because the loop has stopped, and the platform restarts the
      // worker.
      LOG.errorf(bug, "The supervision loop failed and has stopped; fleet: %s", fleet);
      closed.completeExceptionally(bug);
    }
  }

  private void turn(FleetEvent event, Instant now) {
    Fleet before = fleet;
    FleetDecision decision = rules.decide(before, event, now);
    fleet = decision.fleet();
    turnedAt = source.instant();
    // A failure to report or to execute one effect must not prevent the others.
    guarded(() -> observer.decided(before, event, decision));
    decision.effects().forEach(effect -> guarded(() -> effects.start(effect)));
  }

  private void guarded(Runnable step) {
    stepGuard.guarding(step).run();
  }

  private Duration timeUntilNextDeadline(Instant now) {
    Duration until =
        fleet.nextDeadline(policy).map(at -> Duration.between(now, at)).orElse(MAX_WAIT_DURATION);
    if (until.isNegative()) {
      return Duration.ZERO;
    }
    return until.compareTo(MAX_WAIT_DURATION) < 0 ? until.plusMillis(1) : MAX_WAIT_DURATION;
  }
}
