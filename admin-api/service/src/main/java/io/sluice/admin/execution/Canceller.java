package io.sluice.admin.execution;

import io.sluice.admin.loop.Loop;
import io.sluice.api.ExecutionStatus;
import io.sluice.command.CommandScripts;
import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.queue.WithdrawAnswer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Cancels: the request is committed first, then what is queued is withdrawn and who runs it is
 * told. What fails on the way is repeated each second from the committed requests.
 */
@Singleton
public final class Canceller {

  private static final Logger LOG = Logger.getLogger(Canceller.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration REPEAT_AFTER = Duration.ofSeconds(15);
  private static final Duration COMMAND_VALID = Duration.ofSeconds(60);
  private static final int MOST_AT_ONCE = 100;

  private final CancelRows rows;
  private final QueueScripts queue;
  private final CommandScripts commands;
  private final InstantSource clock;
  private final Loop loop = new Loop("canceller", this::turn);

  Canceller(CancelRows rows, QueueScripts queue, CommandScripts commands, InstantSource clock) {
    this.rows = rows;
    this.queue = queue;
    this.commands = commands;
    this.clock = clock;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  Cancellation cancel(UUID id, @Nullable String reason, String who) {
    CancelRows.Target target = rows.request(id, reason, who).orElse(null);
    if (target == null) {
      return new Cancellation.Unknown();
    }
    if (target.status().terminal()) {
      return new Cancellation.Ended(target.status());
    }
    LOG.infof("cancel requested execution=%s status=%s by=%s", id, target.status(), who);
    return new Cancellation.Requested(id, delivered(target));
  }

  private ExecutionStatus delivered(CancelRows.Target target) {
    try {
      return deliver(target) ? ExecutionStatus.CANCELLED : target.status();
    } catch (RedisRefused | RedisUnavailable e) {
      LOG.debugf(e, "cancel of execution=%s is repeated when Redis is back", target.id());
      return target.status();
    }
  }

  private Duration turn() {
    for (CancelRows.Target target : rows.overdue(PATIENCE, REPEAT_AFTER, MOST_AT_ONCE)) {
      boolean _ = deliver(target);
    }
    return PATIENCE;
  }

  /** Answers whether the execution has ended by it. */
  private boolean deliver(CancelRows.Target target) {
    return switch (withdraw(target)) {
      case WithdrawAnswer.Withdrawn() -> end(target);
      case WithdrawAnswer.Claimed(String worker, long claim) -> {
        tell(target, worker, claim);
        yield false;
      }
      case WithdrawAnswer.Done() -> false;
      case WithdrawAnswer.None(), WithdrawAnswer.Fenced() -> notQueued(target);
    };
  }

  private boolean notQueued(CancelRows.Target target) {
    if (target.status() == ExecutionStatus.RUNNING) {
      // Redis forgot it, or its result is on the way: the worker knows.
      if (target.workerId() != null) {
        tell(target, target.workerId(), target.claim());
      }
      return false;
    }
    boolean ended = end(target);
    // It may have been published between the two steps.
    if (ended && withdraw(target) instanceof WithdrawAnswer.Claimed(String worker, long claim)) {
      tell(target, worker, claim);
    }
    return ended;
  }

  private boolean end(CancelRows.Target target) {
    boolean ended = rows.end(target);
    if (ended) {
      LOG.infof("execution cancelled before it ran execution=%s", target.id());
    }
    return ended;
  }

  private WithdrawAnswer withdraw(CancelRows.Target target) {
    return queue.withdraw(Map.of(target.id().toString(), target.epoch())).getFirst();
  }

  private void tell(CancelRows.Target target, String worker, long claim) {
    commands.send(
        worker,
        new WorkerMessage.Order(
            new WorkerCommand(
                UUID.randomUUID().toString(),
                WorkerCommand.Kind.CANCEL,
                target.id().toString(),
                target.epoch(),
                claim,
                null,
                null,
                clock.instant().plus(COMMAND_VALID),
                null,
                null)));
    rows.sent(target.id());
  }
}
