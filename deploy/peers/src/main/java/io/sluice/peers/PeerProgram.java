package io.sluice.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The measurement that every peer in Java goes through; {@code peer.mjs} is the same for peers in
 * Node.js. Prints a line for each round: the name of the figure, a tab, its value. A peer calls
 * {@link #ranOne} on its worker threads; everything else is one thread.
 */
abstract class PeerProgram {
  private static final int WARM_UP = 20_000;
  private static final int BATCH = 500;
  private static final int AHEAD = 5_000;
  private static final int ROUNDS = 3;
  private static final int QUEUED = 8_000;
  private static final int PER_SECOND = 50;
  private static final Duration SUSTAINED = Duration.ofSeconds(10);
  private static final Duration LATENCY = Duration.ofSeconds(8);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(1);
  private static final double NANOS = 1e9;

  /** Static, because JobRunr runs jobs on objects that it creates. */
  private static final AtomicLong RAN = new AtomicLong();

  private static final List<Long> DELAYS = Collections.synchronizedList(new ArrayList<>());

  private static final LongSupplier CLOCK = System::nanoTime;

  /** Submits no-ops in one call. */
  abstract void enqueue(int count);

  /**
   * Submits one no-op.
   *
   * @param due for {@link #ranOne}
   */
  abstract void enqueueOne(long due);

  /** Stops the start of further jobs. */
  abstract void pause();

  abstract void resume();

  /**
   * Counts a job that runs.
   *
   * @param due when it was due to be sent; 0 if its delay is not measured
   */
  static void ranOne(long due) {
    if (due != 0) {
      DELAYS.add(CLOCK.getAsLong() - due);
    }
    RAN.incrementAndGet();
  }

  /** The database that the environment names, with a pool as large as peers recommend. */
  static HikariDataSource database() {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(System.getenv("JDBC_URL"));
    pool.setUsername(System.getenv("POSTGRES_USER"));
    pool.setMaximumPoolSize(20);
    return pool;
  }

  final void measure() {
    for (int i = 0; i < WARM_UP; i += BATCH) {
      enqueue(BATCH);
    }
    awaitRan(WARM_UP);
    for (int round = 0; round < ROUNDS; round++) {
      say("sustained", sustained());
    }
    for (int round = 0; round < ROUNDS; round++) {
      say("drain", drain());
    }
    for (int round = 0; round < ROUNDS; round++) {
      latency();
    }
  }

  private double sustained() {
    long before = RAN.get();
    long start = CLOCK.getAsLong();
    long sent = 0;
    while (CLOCK.getAsLong() - start < SUSTAINED.toNanos()) {
      if (sent - (RAN.get() - before) < AHEAD) {
        enqueue(BATCH);
        sent += BATCH;
      } else {
        LockSupport.parkNanos(STEP.toNanos());
      }
    }
    awaitRan(before + sent);
    return sent / ((CLOCK.getAsLong() - start) / NANOS);
  }

  private double drain() {
    pause();
    long before = RAN.get();
    for (int i = 0; i < QUEUED; i += BATCH) {
      enqueue(BATCH);
    }
    long start = CLOCK.getAsLong();
    resume();
    awaitRan(before + QUEUED);
    return QUEUED / ((CLOCK.getAsLong() - start) / NANOS);
  }

  /** An open loop: each job counts from the moment at which it was due to be sent. */
  private void latency() {
    DELAYS.clear();
    long before = RAN.get();
    long count = PER_SECOND * LATENCY.toSeconds();
    long start = CLOCK.getAsLong();
    for (int i = 0; i < count; i++) {
      long due = start + i * Duration.ofSeconds(1).toNanos() / PER_SECOND;
      while (CLOCK.getAsLong() < due) {
        LockSupport.parkNanos(due - CLOCK.getAsLong());
      }
      enqueueOne(due);
    }
    awaitRan(before + count);
    say("start p50", quantile(0.5));
    say("start p99", quantile(0.99));
  }

  private static double quantile(double rank) {
    var sorted = new ArrayList<>(DELAYS);
    Collections.sort(sorted);
    return sorted.get((int) Math.round(rank * (sorted.size() - 1))) / 1e6;
  }

  private static void awaitRan(long count) {
    long limit = CLOCK.getAsLong() + LIMIT.toNanos();
    while (RAN.get() < count) {
      if (CLOCK.getAsLong() > limit) {
        throw new IllegalStateException(RAN.get() + " of " + count + " jobs ran in two minutes");
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  private static void say(String figure, double value) {
    System.out.printf(Locale.ROOT, "%s\t%.3f%n", figure, value);
  }
}
