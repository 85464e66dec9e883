package io.sluice.orchestrator.claim;

import io.sluice.command.WorkerMessage.Permit;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.slots.ReadyExecution;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Attempt;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueScripts.End;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.StartRequest;
import io.sluice.queue.StartedEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Requests GO for each execution before it gets a slot, and a start permit of PostgreSQL before
 * that if the execution is exclusive or at most once. Called by the threads of the claim loop, of
 * bundles and of commands; granted executions are started on virtual threads.
 */
public final class StartGate {
  private static final Logger LOG = Logger.getLogger(StartGate.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Counts of requested permits by result. */
  public record PermitCounts(long granted, long refused, long unanswered) {}

  private final ExecutionQueue queue;
  private final SlotScheduler scheduler;
  private final ClaimReleaser releaser;
  private final Function<ExecutionBody, AttemptLocation> location;
  private final InstantSource clock;
  private final StartPermits permits;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final LongAdder granted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unanswered = new LongAdder();

  /**
   * Creates an open gate.
   *
   * @param location origin of an execution that starts now, as far as it is known
   * @param permitWithin longest time for the answer to a permit request
   */
  public StartGate(
      ExecutionQueue queue,
      SlotScheduler scheduler,
      ClaimReleaser releaser,
      Function<ExecutionBody, AttemptLocation> location,
      Duration permitWithin,
      InstantSource clock) {
    this.queue = queue;
    this.scheduler = scheduler;
    this.releaser = releaser;
    this.location = location;
    this.permits = new StartPermits(permitWithin);
    this.clock = clock;
  }

  /**
   * Starts executions that are prepared, or requests their permits.
   *
   * @throws RedisUnavailable if no answer came, twice: the executions are forgotten and given back
   *     later
   * @throws RedisRefused the same
   */
  void start(List<ReadyExecution> prepared) {
    if (prepared.isEmpty()) {
      return;
    }
    prepared.stream()
        .filter(item -> item.execution().body().permit())
        .forEach(
            item -> {
              permits.ask(item, clock.instant());
              releaser.askedForPermit(request(item, false));
            });
    List<StartAnswer> answers;
    try {
      answers = startTwice(prepared.stream().map(item -> request(item, false)).toList());
    } catch (RedisUnavailable | RedisRefused notNow) {
      prepared.forEach(this::forget);
      releaser.lostTrack();
      throw notNow;
    }
    var go = new ArrayList<ReadyExecution>();
    var back = new ArrayList<Attempt>();
    for (int i = 0; i < answers.size(); i++) {
      ReadyExecution item = prepared.get(i);
      switch (answers.get(i)) {
        case GO -> go.add(item);
        case ASKED -> {} // continues in answered() or askAgain()
        case BLOCKED, FENCED, MISSING -> forget(item);
        case NOT_READY -> {
          if (forget(item)) {
            back.add(item.execution().attempt());
          }
        }
      }
    }
    scheduler.offer(go);
    releaser.release(End.BACK, back);
  }

  /** Applies permit answers of PostgreSQL. Does not wait. */
  public void answered(List<Permit> answers) {
    var started = new ArrayList<ReadyExecution>();
    for (Permit answer : answers) {
      ReadyExecution item = permits.take(answer.attempt());
      if (item == null) {
        LOG.debugf(
            "A permit arrived for an execution that does not wait for one: execution=%s",
            answer.executionId());
      } else if (answer.granted()) {
        granted.increment();
        started.add(item);
      } else {
        refused.increment();
        // Not given back, or it would be claimed and refused again without end: its lease expires,
        // and PostgreSQL decides about the loss.
        boolean _ = scheduler.forget(answer.attempt());
        LOG.infof("The start was refused: execution=%s", answer.executionId());
      }
    }
    if (!started.isEmpty()) {
      Thread.ofVirtual().name("granted").start(() -> startGranted(started));
    }
  }

  /**
   * Requests permits again that got no answer in time. The executions are not given back: a permit
   * may be granted and its message lost, and another attempt would not get it.
   */
  void askAgain() {
    List<ReadyExecution> overdue =
        permits.takeOverdue(clock.instant()).stream()
            .filter(item -> scheduler.isPreparing(item.execution().attempt()))
            .toList();
    if (!overdue.isEmpty()) {
      unanswered.add(overdue.size());
      LOG.warnf(
          "%d start permits were not answered in time: requesting them again.", overdue.size());
      try {
        start(overdue);
      } catch (RedisUnavailable | RedisRefused notNow) {
        LOG.debugf("They are found again before the next claim: %s", notNow.getMessage());
      }
    }
  }

  /**
   * Waits a short time for requested permits, because an execution that is given back cannot use
   * its permit.
   */
  void awaitAnswers(Duration timeout) throws InterruptedException {
    permits.awaitNone(timeout);
  }

  public PermitCounts permitCounts() {
    return new PermitCounts(granted.sum(), refused.sum(), unanswered.sum());
  }

  void stop() {
    stopping.countDown();
  }

  /** Retries the start until Redis has answered, because a permit is not given twice. */
  private void startGranted(List<ReadyExecution> items) {
    List<ReadyExecution> open = items;
    try {
      do {
        open = unanswered(open);
      } while (!open.isEmpty() && !stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ReadyExecution> unanswered(List<ReadyExecution> open) {
    List<ReadyExecution> ours =
        open.stream().filter(i -> scheduler.isPreparing(i.execution().attempt())).toList();
    if (ours.isEmpty()) {
      return ours;
    }
    var again = new ArrayList<ReadyExecution>();
    try {
      var answers = queue.start(ours.stream().map(item -> request(item, true)).toList());
      for (int i = 0; i < answers.size(); i++) {
        switch (answers.get(i)) {
          case GO -> scheduler.offer(List.of(ours.get(i)));
          case BLOCKED, FENCED, MISSING -> forget(ours.get(i));
          case NOT_READY, ASKED -> again.add(ours.get(i));
        }
      }
    } catch (RedisUnavailable | RedisRefused unknown) {
      LOG.debugf("Granted starts are tried again: %s", unknown.getMessage());
      again.addAll(ours);
    }
    return again;
  }

  private List<StartAnswer> startTwice(List<StartRequest> requests) {
    try {
      return queue.start(requests);
    } catch (RedisUnavailable unknown) {
      LOG.debugf("Starts are requested again: %s", unknown.getMessage());
      return queue.start(requests);
    }
  }

  private boolean forget(ReadyExecution item) {
    permits.take(item.execution().attempt());
    return scheduler.forget(item.execution().attempt());
  }

  private StartRequest request(ReadyExecution item, boolean hasPermit) {
    var body = item.execution().body();
    AttemptLocation there = location.apply(body);
    return new StartRequest(
        item.execution().attempt(),
        body.workflowId(),
        new StartedEvent(
            there.workerId(),
            there.pid(),
            there.generation(),
            there.executionModel(),
            clock.instant()),
        !body.permit()
            ? StartRequest.Permit.NONE
            : hasPermit ? StartRequest.Permit.GRANTED : StartRequest.Permit.ASK);
  }
}
