package io.sluice.orchestrator.command;

import io.sluice.command.CommandAnswer;
import io.sluice.command.CommandScripts;
import io.sluice.command.WorkerCommand;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.Json;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads this worker's command stream from its beginning, does each command and answers it. One
 * thread of its own.
 */
public final class CommandListener {
  private static final Logger LOG = Logger.getLogger(CommandListener.class);
  private static final String BLOCK_MS = "1000";

  private final RedisConnection blocking;
  private final CommandScripts commands;
  private final String workerId;
  private final Function<WorkerCommand, CommandAnswer> execute;
  private final InstantSource clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("commands").unstarted(this::run);
  private String last = "0";

  /**
   * A listener that is not running yet.
   *
   * @param blocking a connection of its own for reads that wait
   */
  public CommandListener(
      RedisConnection blocking,
      CommandScripts commands,
      String workerId,
      Function<WorkerCommand, CommandAnswer> execute,
      InstantSource clock) {
    this.blocking = blocking;
    this.commands = commands;
    this.workerId = workerId;
    this.execute = execute;
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  public void stop() throws InterruptedException {
    stopping.countDown();
    thread.join(5_000);
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        try {
          read();
        } catch (RedisUnavailable | RedisRefused notNow) {
          LOG.debugf("Commands cannot be read, trying again: %s", notNow.getMessage());
          boolean _ = stopping.await(500, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    Object reply =
        blocking.send(
            "XREAD",
            List.of(
                "COUNT",
                "100",
                "BLOCK",
                BLOCK_MS,
                "STREAMS",
                ControlKeys.commands(workerId),
                last));
    if (reply == null) {
      return;
    }
    for (Object entry : list(list(list(reply).getFirst()).get(1))) {
      String id = (String) Objects.requireNonNull(list(entry).getFirst());
      answer(id, (String) Objects.requireNonNull(list(list(entry).get(1)).get(1)));
      last = id;
    }
  }

  private void answer(String streamId, String json) {
    WorkerCommand command;
    try {
      command = Json.read(json, WorkerCommand.class);
    } catch (IllegalArgumentException unreadable) {
      LOG.warnf("A command is not readable: %s", unreadable.getMessage());
      commands.answer(workerId, streamId, "", CommandAnswer.REJECTED, "not readable");
      return;
    }
    boolean expired = command.deadline() != null && clock.instant().isAfter(command.deadline());
    CommandAnswer answer = expired ? CommandAnswer.EXPIRED : execute.apply(command);
    LOG.infof(
        "Command %s: command=%s execution=%s answer=%s",
        command.kind(), command.commandId(), command.executionId(), answer);
    commands.answer(workerId, streamId, command.commandId(), answer, "");
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }
}
