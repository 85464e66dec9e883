package io.sluice.admin.worker;

import io.sluice.admin.database.Database;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.command.CommandScripts;
import io.sluice.command.WorkerCommand;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends committed commands, repeats them every five seconds until they are answered, and ends them
 * at their deadline. Any instance may send any command, because a worker executes it once.
 */
@Singleton
public final class CommandSender {

  private static final Logger LOG = Logger.getLogger(CommandSender.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration RESEND_AFTER = Duration.ofSeconds(5);
  private static final int MAX_BATCH = 100;

  private final Database database;
  private final CommandStore store;
  private final CommandScripts commands;
  private final InstantSource clock;
  private final Loop loop = new Loop("command sender", this::turn);

  CommandSender(
      Database database, CommandStore store, CommandScripts commands, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.commands = commands;
    this.clock = clock;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  /** Sends a cancel command to the worker of an attempt, unless one is pending. */
  public void cancel(
      String workerId,
      UUID execution,
      long epoch,
      long claim,
      @Nullable String reason,
      String who) {
    Instant now = clock.instant();
    var kind = WorkerCommand.Kind.CANCEL;
    var command =
        new Command(
            UUID.randomUUID(),
            workerId,
            kind,
            new Command.TargetAttempt(execution, epoch, claim),
            null,
            reason,
            who,
            now.plus(Command.timeout(kind)));
    if (database.transaction(connection -> store.insert(connection, command, now))) {
      send(command);
    }
  }

  /** Sends a command now. Without Redis the loop sends it later from its row. */
  void send(Command command) {
    try {
      commands.send(command.workerId(), command.message());
      LOG.infof(
          "command sent command=%s kind=%s worker=%s by=%s",
          command.id(), command.kind(), command.workerId(), command.requestedBy());
    } catch (RedisRefused | RedisUnavailable e) {
      LOG.debugf(e, "command=%s is sent again while it is PENDING", command.id());
    }
  }

  private Duration turn() {
    Instant now = clock.instant();
    int expired = store.close(now, RESEND_AFTER);
    if (expired > 0) {
      LOG.warnf("commands expired without an answer of their workers count=%d", expired);
    }
    for (Command command : store.sendAgain(now, RESEND_AFTER, MAX_BATCH)) {
      commands.send(command.workerId(), command.message());
    }
    return INTERVAL;
  }
}
