package io.sluice.admin.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.sluice.admin.lifecycle.DutyStore.Answer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Duties that one instance carries out at a time. A lease in PostgreSQL decides which one, so that
 * an instance that stands still loses its duty after 15 s and another one continues. Own code,
 * because libraries for it compare the clocks of the instances. Safe for use by many threads.
 */
@Singleton
public final class Duties {

  private static final Logger LOG = Logger.getLogger(Duties.class);
  private static final Duration TTL = Duration.ofSeconds(15);

  private final DutyStore store;
  private final Supplier<Instant> elapsed;
  private final UUID self = UUID.randomUUID();
  private final Map<Duty, Instant> completed = new ConcurrentHashMap<>();

  @Inject
  Duties(DutyStore store, MonotonicClock clock, InstantSource wall, MeterRegistry meters) {
    this(store, clock::instant, wall, meters);
  }

  Duties(DutyStore store, Supplier<Instant> elapsed, InstantSource wall, MeterRegistry meters) {
    this.store = store;
    this.elapsed = elapsed;
    Instant started = wall.instant();
    for (Duty duty : Duty.values()) {
      completed.put(duty, started);
      TimeGauge.builder(
              "sluice.duty.last.completed.timestamp",
              () -> Objects.requireNonNull(completed.get(duty)).toEpochMilli(),
              TimeUnit.MILLISECONDS)
          .tag("duty", duty.word())
          .register(meters);
    }
  }

  /** A duty. Its word is the key of its lease and a label of the metric. */
  public enum Duty {
    QUEUE_KEEPER,
    RECONCILER,
    BLACKLIST_SWEEP,
    BULK_OPERATIONS,
    HOUSEKEEPER,
    DEAD_LETTERS,
    RELEASE_GENERATIONS,
    WEBHOOK_UPKEEP;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A part of a duty. */
  @FunctionalInterface
  public interface Work {
    void run(Lease lease);
  }

  /** Thrown when a lease has ended on the way: this instance stood still for longer than it. */
  public static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(Duty duty) {
      super("The lease of the duty " + duty.word() + " has ended.");
    }
  }

  /**
   * Runs the work while this instance has the lease. No transaction is open, so that the work may
   * call Redis.
   *
   * @return false if another instance has the lease, or took it on the way
   */
  public boolean carryOut(Duty duty, Work work) {
    Instant asked = elapsed.get();
    Answer answer = store.acquire(duty.word(), self, TTL);
    if (answer.completedAt() != null) {
      completed.put(duty, answer.completedAt());
    }
    if (answer.term() == null) {
      return false;
    }
    if (answer.abandoned()) {
      LOG.warnf("a duty was not given back and is taken over duty=%s", duty.word());
    }
    return run(new Lease(duty, answer.term(), asked.plus(TTL)), work);
  }

  private boolean run(Lease lease, Work work) {
    boolean done = false;
    try {
      work.run(lease);
      done = true;
    } catch (LeaseLost lost) {
      LOG.warnf("another instance took over duty=%s", lease.duty.word());
    } finally {
      boolean released = store.release(lease.duty.word(), lease.term, done);
      done &= released;
    }
    return done;
  }

  /** A held lease. Used by one thread. */
  public final class Lease {
    private final Duty duty;
    private final long term;
    private Instant until;

    private Lease(Duty duty, long term, Instant until) {
      this.duty = duty;
      this.term = term;
      this.until = until;
    }

    /**
     * Extends the lease if half of it has passed. To be called before each step of a longer work.
     *
     * @throws LeaseLost if it has ended
     */
    public void hold() {
      Instant now = elapsed.get();
      if (now.isAfter(until.minus(TTL.dividedBy(2)))) {
        if (!store.extend(duty.word(), term, TTL)) {
          throw new LeaseLost(duty);
        }
        until = now.plus(TTL);
      }
    }
  }
}
