package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.bundle.BundleStore;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.Prepared;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimAnswer;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.StartAnswer;
import io.sluice.queue.StartRequest;
import io.sluice.queue.StartedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes from the queue what this worker has room for, and no more: claim, bundle, start permit,
 * then the dispatcher. One thread of its own; executions whose bundle is not here yet are prepared
 * on virtual threads and hold nobody up.
 */
public final class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ExecutionQueue queue;
  private final Dispatcher dispatcher;
  private final BundleStore bundles;
  private final Supplier<Place> place;
  private final InstantSource clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("intake").unstarted(this::run);
  private volatile String trouble = "";
  private long endedBefore;
  private Instant claimedAt;

  /**
   * An intake that is not running yet.
   *
   * @param place where an execution that starts now will run
   */
  public Intake(
      ExecutionQueue queue,
      Dispatcher dispatcher,
      BundleStore bundles,
      Supplier<Place> place,
      InstantSource clock) {
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.bundles = bundles;
    this.place = place;
    this.clock = clock;
    this.claimedAt = clock.instant();
  }

  public void start() {
    thread.start();
  }

  /** What keeps this worker from taking work, in words; empty when nothing does. */
  public String trouble() {
    return trouble;
  }

  /** Claims nothing more and gives back what has not started. */
  public void stop() throws InterruptedException {
    stopping.countDown();
    thread.join(10_000); // unlike join(Duration) this may come before the start
    release(QueueScripts.End.FRONT, dispatcher.takeWaiting());
  }

  /** Gives back what a process did not start. */
  public void release(QueueScripts.End end, List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return;
    }
    try {
      queue.release(end, attempts);
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.warnf(
          "%d executions could not be given back and move when their lease ends: %s",
          attempts.size(), notNow.getMessage());
    }
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        int n = dispatcher.awaitRoom(prefetch(), PATIENCE);
        if (n > 0 && stopping.getCount() > 0) {
          claim(Math.min(n, 200));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private int prefetch() {
    Instant now = clock.instant();
    long ended = dispatcher.ended();
    int size = Prefetch.size(ended - endedBefore, Duration.between(claimedAt, now));
    if (Duration.between(claimedAt, now).toMillis() >= 20) {
      endedBefore = ended;
      claimedAt = now;
    }
    return size;
  }

  private void claim(int n) throws InterruptedException {
    try {
      switch (queue.claim(n)) {
        case ClaimAnswer.NotReady _ -> pause("The queue is being rebuilt.");
        case ClaimAnswer.Backpressure _ -> pause("Results wait to be recorded.");
        case ClaimAnswer.Claimed claimed -> take(claimed);
      }
    } catch (RedisUnavailable | RedisRefused notNow) {
      if (trouble.isEmpty()) {
        LOG.warnf("Nothing can be claimed, trying again: %s", notNow.getMessage());
      }
      pause("Redis: " + notNow.getMessage());
    }
  }

  private void take(ClaimAnswer.Claimed claimed) {
    if (!trouble.isEmpty()) {
      LOG.info("Claiming again.");
      trouble = "";
    }
    if (claimed.executions().isEmpty()) {
      queue.awaitWork(claimed.lastIds(), PATIENCE);
      return;
    }
    dispatcher.claimed(claimed.executions());
    Map<String, List<ClaimedExecution>> byBundle =
        claimed.executions().stream()
            .collect(Collectors.groupingBy(execution -> execution.body().bundleSha256()));
    var here = new ArrayList<Prepared>();
    byBundle.forEach(
        (sha256, executions) ->
            bundles
                .local(sha256)
                .ifPresentOrElse(
                    path -> executions.forEach(e -> here.add(new Prepared(e, path))),
                    () -> fetch(sha256, executions)));
    permit(here);
  }

  private void fetch(String sha256, List<ClaimedExecution> executions) {
    Thread.ofVirtual()
        .name("bundle-" + sha256)
        .start(
            () -> {
              try {
                Path path = bundles.fetch(sha256);
                permit(executions.stream().map(e -> new Prepared(e, path)).toList());
              } catch (RuntimeException | InterruptedException missing) {
                LOG.warnf(
                    "Bundle %s did not come, %d executions are given back: %s",
                    sha256, executions.size(), missing.getMessage());
                giveBack(executions);
              }
            });
  }

  private void giveBack(List<ClaimedExecution> executions) {
    List<Attempt> known =
        executions.stream().map(ClaimedExecution::attempt).filter(dispatcher::forget).toList();
    release(QueueScripts.End.BACK, known);
  }

  /** The last door: nothing runs without GO. */
  private void permit(List<Prepared> prepared) {
    if (prepared.isEmpty()) {
      return;
    }
    Place there = place.get();
    List<StartRequest> requests =
        prepared.stream().map(item -> request(item.execution(), there)).toList();
    List<StartAnswer> answers = startUntilAnswered(requests);
    var go = new ArrayList<Prepared>();
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case GO -> go.add(prepared.get(i));
        case BLOCKED, FENCED, MISSING -> dispatcher.forget(requests.get(i).attempt());
        case ASKED, NOT_READY -> giveBack(List.of(prepared.get(i).execution()));
      }
    }
    dispatcher.offer(go);
  }

  /** Repeated once: a permit is idempotent. After that the lease ends and the executions move. */
  private List<StartAnswer> startUntilAnswered(List<StartRequest> requests) {
    try {
      return queue.start(requests);
    } catch (RedisUnavailable unknown) {
      LOG.debugf("Start permits are asked for again: %s", unknown.getMessage());
    }
    try {
      return queue.start(requests);
    } catch (RedisUnavailable | RedisRefused notNow) {
      requests.forEach(request -> dispatcher.forget(request.attempt()));
      throw notNow;
    }
  }

  private StartRequest request(ClaimedExecution execution, Place there) {
    return new StartRequest(
        execution.attempt(),
        execution.body().workflowId(),
        new StartedEvent(
            there.workerId(),
            there.pid(),
            there.generation(),
            there.executionModel(),
            clock.instant()),
        StartRequest.Permit.NONE);
  }

  private void pause(String why) throws InterruptedException {
    trouble = why;
    boolean _ = stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
