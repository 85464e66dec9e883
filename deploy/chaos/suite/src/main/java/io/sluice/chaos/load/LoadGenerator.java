package io.sluice.chaos.load;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.Answers.Accepted;
import io.sluice.chaos.load.PlannedRequest.Twist;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends the plan as an open loop. Counts requests that it cannot send because too many are in
 * flight.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int MAX_IN_FLIGHT = 3000;
  private static final int TRIES = 40;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final LoadPlan plan;
  private final ApiClient api;
  private final Answers answers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
  private volatile boolean running = true;
  private Optional<Thread> arrivals = Optional.empty();

  public LoadGenerator(LoadPlan plan, ApiClient api, Answers answers) {
    this.plan = plan;
    this.api = api;
    this.answers = answers;
  }

  public void start() {
    arrivals = Optional.of(Thread.ofPlatform().name("load").start(this::arrive));
  }

  private void arrive() {
    long began = MachineClock.nanos();
    try {
      while (running) {
        var request = plan.next();
        MachineClock.pause(request.at().minus(MachineClock.since(began)));
        if (room.tryAcquire()) {
          threads.execute(() -> send(request));
        } else {
          answers.count("not sent");
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(PlannedRequest request) {
    try {
      var id = submit(request);
      if (id.isPresent()) {
        afterwards(request, id.get());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }

  /**
   * Submits. A lost answer is asked for again if the request has a key; without one it stays
   * unknown.
   */
  private Optional<String> submit(PlannedRequest request) throws InterruptedException {
    for (int left = TRIES; left > 0; left--) {
      try {
        var answer = request.send(api);
        if (answer.status() == 202) {
          answers.accept(accepted(request, answer.executionId()));
          return Optional.of(answer.executionId());
        }
        answers.count(Integer.toString(answer.status()));
        if (answer.status() == 503 && answer.retryAfter().isEmpty()) {
          answers.breaks("503 without Retry-After for request " + request.number());
        }
        if (answer.status() == 500) {
          answers.breaks("500 for request " + request.number() + ": " + answer.body());
        }
        if (answer.status() < 500 || request.key().value().isEmpty()) {
          return Optional.empty();
        }
      } catch (IOException lost) {
        answers.count("no answer");
        if (request.key().value().isEmpty()) {
          return Optional.empty();
        }
      }
      MachineClock.pause(BETWEEN_TRIES);
    }
    return Optional.empty();
  }

  private static Accepted accepted(PlannedRequest request, String id) {
    return new Accepted(
        id,
        request.workflow(),
        request.share(),
        MachineClock.nanos(),
        request.share().healthy() ? Optional.of("m" + request.number()) : Optional.empty());
  }

  private void afterwards(PlannedRequest request, String id) throws InterruptedException {
    if (request.key().twist() != Twist.NONE) {
      again(request, id);
    }
    if (request.options().cancelAfter().isPresent()) {
      MachineClock.pause(request.options().cancelAfter().get());
      answers.cancel(id);
      try {
        answers.count("cancel " + api.cancel(id).status());
      } catch (IOException lost) {
        answers.count("cancel: no answer");
      }
    }
  }

  private void again(PlannedRequest request, String id) throws InterruptedException {
    boolean same = request.key().twist() == Twist.SAME_AGAIN;
    var input = same ? request.work().input() : "{\"another\":\"body\"}";
    try {
      var answer = request.send(api, input);
      answers.count((same ? "repeat " : "other body ") + answer.status());
      if (same && answer.status() == 202 && !answer.executionId().equals(id)) {
        answers.breaks("one Idempotency-Key, two executions: " + id + ", " + answer.executionId());
      }
      if (!same && answer.status() == 202) {
        answers.breaks("an Idempotency-Key with another body was accepted: " + id);
      }
    } catch (IOException lost) {
      answers.count("repeat: no answer");
    }
  }

  /** No more arrivals; waits for the answers that are still due. */
  public void stop(Duration limit) throws InterruptedException {
    running = false;
    if (arrivals.isPresent()) {
      arrivals.get().join(limit);
    }
    threads.shutdown();
    var _ = threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    running = false;
    threads.shutdownNow();
    arrivals.ifPresent(Thread::interrupt);
  }
}
