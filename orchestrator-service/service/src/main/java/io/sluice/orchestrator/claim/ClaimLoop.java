package io.sluice.orchestrator.claim;

import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.results.AttemptTracer;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.ReadyExecution;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueScripts.End;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.service.LoopGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Claims executions from the queue, as many as this worker has capacity for: claim, fetch the
 * bundle, start, hand over to the scheduler. Runs on one thread of its own; executions whose bundle
 * is not on disk yet are prepared on virtual threads and do not delay the others.
 */
public final class ClaimLoop {
  private static final Logger LOG = Logger.getLogger(ClaimLoop.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Time that executions without a local bundle count as if they were about to start. */
  private static final Duration CAPACITY_HOLD_DURATION = Duration.ofSeconds(2);

  private static final Duration RELEASE_DELAY = Duration.ofSeconds(5);

  private static final Duration SHUTDOWN_SLOT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHUTDOWN_PERMIT_TIMEOUT = Duration.ofSeconds(2);

  private final ExecutionQueue queue;
  private final SlotScheduler scheduler;
  private final BundleStore bundles;
  private final StartGate startGate;
  private final ClaimReleaser releaser;
  private final UnreadableEntries unreadableEntries;
  private final Supplier<String> workerNotReadyReason;
  private final Function<ExecutionModel, Duration> slotTimeout;
  private final RedisInterruptions redisInterruptions;
  private final InstantSource clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final LoopGuard guard = new LoopGuard("claim");
  private final Thread thread = Thread.ofPlatform().name("claim").unstarted(this::run);
  private final AttemptTracer tracer;
  private volatile String notReadyReason = "";
  private long endedBefore;
  private Instant claimedAt;

  /**
   * Creates a loop that is not running yet.
   *
   * @param workerNotReadyReason reason, as a sentence, why nothing may be claimed although there is
   *     capacity; empty if there is none
   * @param slotTimeout a prefetched execution that was not started within this time is given back
   */
  public ClaimLoop(
      ExecutionQueue queue,
      SlotScheduler scheduler,
      BundleStore bundles,
      StartGate startGate,
      ClaimReleaser releaser,
      UnreadableEntries unreadableEntries,
      Supplier<String> workerNotReadyReason,
      Function<ExecutionModel, Duration> slotTimeout,
      RedisInterruptions redisInterruptions,
      AttemptTracer tracer,
      InstantSource clock) {
    this.queue = queue;
    this.scheduler = scheduler;
    this.bundles = bundles;
    this.startGate = startGate;
    this.releaser = releaser;
    this.unreadableEntries = unreadableEntries;
    this.workerNotReadyReason = workerNotReadyReason;
    this.slotTimeout = slotTimeout;
    this.redisInterruptions = redisInterruptions;
    this.tracer = tracer;
    this.clock = clock;
    this.claimedAt = clock.instant();
  }

  public void start() {
    thread.start();
  }

  /** Returns the reason why this worker claims nothing, as a sentence; empty if it claims. */
  public String notReadyReason() {
    String why = workerNotReadyReason.get();
    return why.isEmpty() ? notReadyReason : why;
  }

  /**
   * Stops claiming and gives back all executions that have not started. An execution with a start
   * permit waits a while for a slot, because the permit cannot be given twice.
   */
  public void stop() throws InterruptedException {
    stopping.countDown();
    thread.join(10_000); // unlike join(Duration) this may be called before the thread is started
    startGate.awaitAnswers(SHUTDOWN_PERMIT_TIMEOUT);
    releaser.release(End.FRONT, scheduler.takeUnstarted());
    releaser.release(End.FRONT, scheduler.awaitNoneWaiting(SHUTDOWN_SLOT_TIMEOUT));
    startGate.stop();
  }

  /** Handles executions that wait too long for a permit or for a slot. Runs every second. */
  public void seeToOverdue() {
    startGate.askAgain();
    releaser.release(End.BACK, scheduler.takeOverdue(slotTimeout));
  }

  /**
   * Takes back an execution that its process did not start: it waits for the next slot if it holds
   * a start permit, and is released otherwise.
   */
  public void notStarted(Attempt attempt) {
    Optional<ReadyExecution> again =
        scheduler.assigned().stream()
            .map(Assignment::execution)
            .filter(execution -> execution.attempt().equals(attempt) && execution.body().permit())
            .findFirst()
            .flatMap(
                execution ->
                    bundles
                        .local(execution.body().bundleSha256())
                        .map(path -> new ReadyExecution(execution, path)));
    if (again.isPresent()) {
      scheduler.waitAgain(again.get());
    } else if (scheduler.ended(attempt, _ -> {})) {
      releaser.releaseLater(stopping.getCount() > 0 ? End.BACK : End.FRONT, List.of(attempt));
    }
  }

  private void run() {
    guard.loop(() -> stopping.getCount() > 0, this::turn, this::await);
  }

  private void turn() throws InterruptedException {
    int n = scheduler.awaitCapacity(prefetch(), TIMEOUT);
    if (n > 0 && stopping.getCount() > 0) {
      String why = workerNotReadyReason.get();
      if (why.isEmpty()) {
        claim(Math.min(n, 200));
      } else {
        pause(why);
      }
    }
  }

  private int prefetch() {
    Instant now = clock.instant();
    long ended = scheduler.ended();
    int size = Prefetch.size(ended - endedBefore, Duration.between(claimedAt, now));
    if (Duration.between(claimedAt, now).toMillis() >= 20) {
      endedBefore = ended;
      claimedAt = now;
    }
    return size;
  }

  private void claim(int n) throws InterruptedException {
    try {
      releaser.releaseUnknown();
      switch (queue.claim(n)) {
        case ClaimAnswer.NotReady _ -> pause("The queue is being rebuilt.");
        case ClaimAnswer.Backpressure _ ->
            pause("The recorder is behind: results wait to be recorded.");
        case ClaimAnswer.Claimed claimed -> take(claimed);
      }
    } catch (RedisUnavailable | RedisRefused notNow) {
      releaser.lostTrack();
      pause("Redis: " + notNow.getMessage());
    } catch (RuntimeException | Error bug) {
      releaser
          .lostTrack(); // claimed executions that are unknown here are found before the next claim
      throw bug;
    }
  }

  private void take(ClaimAnswer.Claimed claimed) {
    redisInterruptions.generation(claimed.generation());
    if (!notReadyReason.isEmpty()) {
      LOG.info("Claiming again.");
      notReadyReason = "";
    }
    claimed.unreadable().forEach(unreadableEntries::setAside);
    if (claimed.executions().isEmpty()) {
      if (claimed.unreadable().isEmpty()) {
        queue.awaitWork(claimed.lastIds(), TIMEOUT);
      }
      return;
    }
    scheduler.claimed(claimed.executions());
    tracer.claimed(claimed.executions());
    try {
      prepare(claimed.executions());
    } catch (RuntimeException | Error failed) {
      claimed.executions().forEach(e -> scheduler.forgetUnstarted(e.attempt()));
      throw failed;
    }
  }

  private void prepare(List<ClaimedExecution> executions) {
    Map<String, List<ClaimedExecution>> byBundle =
        executions.stream()
            .collect(Collectors.groupingBy(execution -> execution.body().bundleSha256()));
    var here = new ArrayList<ReadyExecution>();
    byBundle.forEach(
        (sha256, ofBundle) ->
            bundles
                .local(sha256)
                .ifPresentOrElse(
                    path -> ofBundle.forEach(e -> here.add(new ReadyExecution(e, path))),
                    () -> fetch(sha256, ofBundle)));
    startGate.start(here);
  }

  private void fetch(String sha256, List<ClaimedExecution> executions) {
    List<Attempt> attempts = executions.stream().map(ClaimedExecution::attempt).toList();
    var settled = new AtomicBoolean();
    CompletableFuture.delayedExecutor(CAPACITY_HOLD_DURATION.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (!settled.get()) {
                scheduler.setAside(attempts);
              }
            });
    Thread.ofVirtual()
        .name("bundle-" + sha256)
        .start(
            () -> {
              try {
                Path path = bundles.fetch(sha256);
                settled.set(true);
                start(executions.stream().map(e -> new ReadyExecution(e, path)).toList());
              } catch (RuntimeException | InterruptedException | Error missing) {
                LOG.warnf(
                    "Bundle %s was not fetched, %d executions are given back in %d s: %s",
                    sha256, executions.size(), RELEASE_DELAY.toSeconds(), missing);
                giveBackLater(executions);
              }
            });
  }

  private void start(List<ReadyExecution> prepared) {
    try {
      startGate.start(prepared);
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.warnf("%d executions did not start: %s", prepared.size(), notNow.getMessage());
    }
  }

  /**
   * Gives executions back after a pause: at once this worker would claim them again, and fail
   * again.
   */
  private void giveBackLater(List<ClaimedExecution> executions) {
    try {
      await(RELEASE_DELAY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    giveBack(executions);
  }

  /** Gives back all except those that have started meanwhile in spite of the failure. */
  private void giveBack(List<ClaimedExecution> executions) {
    releaser.release(
        End.BACK,
        executions.stream()
            .map(ClaimedExecution::attempt)
            .filter(scheduler::forgetUnstarted)
            .toList());
  }

  private void pause(String why) throws InterruptedException {
    if (notReadyReason.isEmpty()) {
      LOG.warnf("Nothing is claimed for now: %s", why);
    }
    notReadyReason = why;
    await(PAUSE);
  }

  private void await(Duration pause) throws InterruptedException {
    boolean _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}
