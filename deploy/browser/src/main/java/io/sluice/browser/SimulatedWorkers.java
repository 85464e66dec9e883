package io.sluice.browser;

import io.sluice.queue.RedisConnection;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerHeartbeat.ExecutionView;
import io.sluice.registration.WorkerHeartbeat.ProcessView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Simulates workers by writing their heartbeats to Redis. Each heartbeat is one change: an
 * execution has ended and another one has started. Runs on its own thread.
 */
final class SimulatedWorkers {
  static final int WORKERS = 200;
  static final int PROCESSES = 3;
  static final int EXECUTIONS = 4;

  private static final InstantSource CLOCK = InstantSource.system();
  private static final List<String> STATES = List.of("ACTIVE", "DRAINING", "DRAINING");
  private static final Duration SINCE = Duration.ofMinutes(42);

  private final RegistrationScripts registration;
  private final Duration between;
  private final List<List<ExecutionView>> executions = new ArrayList<>();
  private final Instant startedAt = CLOCK.instant().minus(SINCE);
  private final Thread thread = Thread.ofPlatform().name("crowd").unstarted(this::run);
  private final AtomicLong changes = new AtomicLong();
  private volatile boolean ended;

  SimulatedWorkers(RedisConnection redis, int changesPerSecond) {
    this.registration = new RegistrationScripts(redis);
    this.between = Duration.ofSeconds(1).dividedBy(changesPerSecond);
    for (int worker = 0; worker < WORKERS; worker++) {
      var all = new ArrayList<ExecutionView>();
      for (int i = 0; i < PROCESSES * EXECUTIONS; i++) {
        all.add(execution());
      }
      executions.add(all);
    }
  }

  void start() {
    thread.start();
  }

  /** The number of written heartbeats. */
  long changes() {
    return changes.get();
  }

  private void run() {
    long next = System.nanoTime();
    while (!ended) {
      int worker = (int) (changes.get() % WORKERS);
      int turn = (int) (changes.get() / WORKERS);
      List<ExecutionView> theirs = executions.get(worker);
      theirs.set(turn % theirs.size(), execution());
      registration.heartbeat(heartbeat(worker, theirs));
      changes.incrementAndGet();
      next += between.toNanos();
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private WorkerHeartbeat heartbeat(int number, List<ExecutionView> theirs) {
    var processes = new ArrayList<ProcessView>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(process(number, i, theirs.subList(i * EXECUTIONS, (i + 1) * EXECUTIONS)));
    }
    return new WorkerHeartbeat(
        String.format(Locale.ROOT, "worker-%03d", number),
        String.format(Locale.ROOT, "host-%03d", number),
        "0.1.0",
        startedAt,
        CLOCK.instant(),
        "ready",
        null,
        "thread",
        EXECUTIONS,
        0,
        true,
        processes);
  }

  private ProcessView process(int worker, int index, List<ExecutionView> theirs) {
    boolean draining = index > 0;
    return new ProcessView(
        10_000L + worker * 10L + index,
        index + 1L,
        STATES.get(index),
        startedAt,
        "thread",
        180 + changes.get() % 60,
        512,
        12.5,
        SINCE.toSeconds(),
        changes.get() / WORKERS,
        draining ? startedAt : null,
        draining ? EXECUTIONS : 0,
        List.copyOf(theirs));
  }

  private static ExecutionView execution() {
    Instant now = CLOCK.instant();
    return new ExecutionView(
        UUID.randomUUID().toString(),
        UUID.nameUUIDFromBytes(new byte[] {1}).toString(),
        "import-users",
        "RUNNING",
        now,
        0,
        null,
        null);
  }

  void stop() throws InterruptedException {
    ended = true;
    thread.join();
  }
}
