package io.sluice.orchestrator.intake;

import io.sluice.queue.CompleteAnswer;
import io.sluice.queue.Completion;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends outcomes to the queue, in batches of whatever is there, until Redis has answered: an
 * outcome is never dropped. One thread of its own; {@link #add} may be called by any. What can be
 * here is bounded by what may be claimed.
 */
public final class Completer {
  private static final Logger LOG = Logger.getLogger(Completer.class);
  private static final int MOST_AT_ONCE = 50;
  private static final long MOST_CHARACTERS = 1_000_000;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ExecutionQueue queue;
  private final BlockingQueue<Completion> outcomes = new LinkedBlockingQueue<>();
  private final Duration patience;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("completer").unstarted(this::run);
  private volatile List<Completion> sending = List.of();

  public Completer(ExecutionQueue queue) {
    this(queue, Duration.ofSeconds(30));
  }

  /**
   * A completer that is not running yet.
   *
   * @param patience how long {@link #stop} waits for Redis
   */
  Completer(ExecutionQueue queue, Duration patience) {
    this.queue = queue;
    this.patience = patience;
  }

  public void start() {
    thread.start();
  }

  public void add(Completion completion) {
    outcomes.add(completion);
  }

  /** Outcomes that Redis has not confirmed; their leases must be kept. */
  public List<Completion> unconfirmed() {
    var all = new ArrayList<>(sending);
    all.addAll(outcomes);
    return all;
  }

  /** Sends what is left and ends; what Redis does not take in time moves when its lease ends. */
  public void stop() throws InterruptedException {
    stopping.countDown();
    if (isRunning() && !thread.join(patience)) {
      LOG.errorf(
          "%d outcomes were not taken by Redis and are given up: their executions run again.",
          unconfirmed().size());
      givenUp.countDown();
    }
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  private void run() {
    try {
      while (givenUp.getCount() > 0 && (stopping.getCount() > 0 || !outcomes.isEmpty())) {
        Completion first = outcomes.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          sending = batch(first);
          sendUntilAnswered();
          sending = List.of();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Completion> batch(Completion first) {
    var batch = new ArrayList<Completion>();
    long characters = 0;
    for (Completion next = first; next != null; next = outcomes.poll()) {
      batch.add(next);
      String result = next.outcome().resultJson();
      characters += result == null ? 0 : result.length();
      if (batch.size() >= MOST_AT_ONCE || characters >= MOST_CHARACTERS) {
        break;
      }
    }
    return List.copyOf(batch);
  }

  private void sendUntilAnswered() throws InterruptedException {
    while (givenUp.getCount() > 0) {
      try {
        report(queue.complete(sending));
        return;
      } catch (RedisUnavailable | RedisRefused notNow) {
        LOG.warnf(
            "%d outcomes wait for Redis and are sent again: %s",
            outcomes.size() + sending.size(), notNow.getMessage());
        boolean _ = givenUp.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void report(List<CompleteAnswer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).fate() == CompleteAnswer.Fate.FENCED) {
        LOG.infof(
            "The outcome of a fenced attempt was refused: execution=%s",
            sending.get(i).attempt().executionId());
      }
    }
  }
}
