package io.sluice.orchestrator.command;

import io.sluice.command.CommandAnswer;
import io.sluice.command.CommandScripts;
import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage.Command;
import io.sluice.command.WorkerMessage.Permit;
import io.sluice.command.WorkerMessage.Recorded;
import io.sluice.orchestrator.fleet.CommandResult;
import io.sluice.queue.Attempt;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.sluice.service.LoopGuard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Reads the command stream of this worker, always from its beginning: handled entries are removed,
 * and after a loss of Redis no id would tell which entries are new. One thread of its own.
 */
public final class CommandListener {
  private static final Logger LOG = Logger.getLogger(CommandListener.class);
  private static final String BLOCK_MS = "1000";

  /** Receivers of messages, called on the thread of the listener, so none may wait. */
  public record Receivers(
      Function<WorkerCommand, CompletionStage<CommandResult>> receivedCommands,
      Consumer<List<Attempt>> recorded,
      Consumer<List<Permit>> permits) {}

  private final RedisConnection blocking;
  private final CommandScripts commands;
  private final String workerId;
  private final Receivers receivers;
  private final CommandDeduplicator receivedCommands;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final LoopGuard guard = new LoopGuard("commands");
  private final Thread thread = Thread.ofPlatform().name("commands").unstarted(this::run);

  /**
   * Creates a listener that is not running yet.
   *
   * @param blocking separate connection for reads that wait
   */
  public CommandListener(
      RedisConnection blocking, CommandScripts commands, String workerId, Receivers receivers) {
    this.blocking = blocking;
    this.commands = commands;
    this.workerId = workerId;
    this.receivers = receivers;
    this.receivedCommands = new CommandDeduplicator(receivers.receivedCommands());
  }

  public void start() {
    thread.start();
  }

  public void stop() throws InterruptedException {
    stopping.countDown();
    thread.join(5_000);
  }

  private void run() {
    guard.loop(() -> stopping.getCount() > 0, this::turn, pause -> await(pause.toMillis()));
  }

  private void turn() throws InterruptedException {
    try {
      sort(read());
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.debugf("Commands cannot be read, trying again: %s", notNow.getMessage());
      await(500);
    }
  }

  private void await(long millis) throws InterruptedException {
    boolean _ = stopping.await(millis, TimeUnit.MILLISECONDS);
  }

  private List<CommandEntry> read() {
    return CommandEntry.read(
        blocking.send(
            "XREAD",
            List.of(
                "COUNT",
                "100",
                "BLOCK",
                BLOCK_MS,
                "STREAMS",
                ControlKeys.commands(workerId),
                "0")));
  }

  /**
   * Delivers confirmations and permits before commands: they are many, and executions wait for
   * them.
   */
  private void sort(List<CommandEntry> entries) {
    var handled = new ArrayList<String>();
    var recorded = new ArrayList<Attempt>();
    var permits = new ArrayList<Permit>();
    for (CommandEntry entry : entries) {
      switch (entry.message()) {
        case Recorded(var attempts) -> recorded.addAll(attempts);
        case Permit permit -> permits.add(permit);
        case null ->
            LOG.warnf("Message %s to this worker is not readable: %s", entry.id(), entry.mistake());
        case Command _ -> {
          continue;
        }
      }
      handled.add(entry.id());
    }
    if (!recorded.isEmpty()) {
      receivers.recorded().accept(recorded);
    }
    if (!permits.isEmpty()) {
      receivers.permits().accept(permits);
    }
    if (!handled.isEmpty()) {
      commands.done(workerId, handled);
    }
    List<CommandEntry> ordered =
        entries.stream().filter(entry -> entry.message() instanceof Command).toList();
    if (!ordered.isEmpty()) {
      Instant now = now();
      for (CommandEntry entry : ordered) {
        if (entry.message() instanceof Command(var command)) {
          answer(entry.id(), command, now);
        }
      }
    }
  }

  /**
   * Returns the time of Redis, which is the same for all services. The clock of this machine may be
   * ahead, so that every command would be expired, or behind after a sleep, so that an expired kill
   * would be obeyed.
   */
  private Instant now() {
    var time = (List<?>) Objects.requireNonNull(blocking.send("TIME", List.of()));
    return Instant.ofEpochSecond(Long.parseLong(String.valueOf(time.getFirst())));
  }

  /**
   * Handles a command. A slow one is removed from the stream at once, so that it is not read again.
   */
  private void answer(String streamId, WorkerCommand command, Instant now) {
    CompletableFuture<CommandResult> reply =
        receivedCommands.take(command, now).toCompletableFuture();
    if (reply.isDone()) {
      answer(streamId, command, reply.join());
    } else {
      commands.done(workerId, List.of(streamId));
      var _ = reply.thenAcceptAsync(late -> answerLate(streamId, command, late));
    }
  }

  private void answerLate(String streamId, WorkerCommand command, CommandResult reply) {
    try {
      answer(streamId, command, reply);
    } catch (RedisUnavailable | RedisRefused notNow) {
      LOG.infof(
          "Command %s is answered when it is sent again: %s",
          command.commandId(), notNow.getMessage());
    }
  }

  private void answer(String streamId, WorkerCommand command, CommandResult reply) {
    commands.answer(
        workerId,
        streamId,
        command.commandId(),
        CommandAnswer.valueOf(reply.kind().name()),
        reply.detail());
    LOG.infof(
        "Command %s: command=%s execution=%s generation=%s by=%s answer=%s",
        command.kind(),
        command.commandId(),
        command.executionId(),
        command.expectedGeneration(),
        command.requestedBy(),
        reply.kind());
  }

  /**
   * Executes each command once: a command that is repeated under the same id gets the same reply.
   * Confined to the thread of the listener.
   */
  static final class CommandDeduplicator {
    private static final Logger LOG = Logger.getLogger(CommandDeduplicator.class);
    private static final int REMEMBERED = 1000;

    private final Function<WorkerCommand, CompletionStage<CommandResult>> execute;
    private final Map<String, CompletionStage<CommandResult>> replies =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(
              Map.Entry<String, CompletionStage<CommandResult>> eldest) {
            return size() > REMEMBERED;
          }
        };

    CommandDeduplicator(Function<WorkerCommand, CompletionStage<CommandResult>> execute) {
      this.execute = execute;
    }

    /**
     * Executes a command, or returns its earlier reply.
     *
     * @param now time by the clock of Redis
     */
    CompletionStage<CommandResult> take(WorkerCommand command, Instant now) {
      return replies.computeIfAbsent(command.commandId(), _ -> first(command, now));
    }

    private CompletionStage<CommandResult> first(WorkerCommand command, Instant now) {
      if (command.deadline() != null && now.isAfter(command.deadline())) {
        return CompletableFuture.completedFuture(
            CommandResult.expired("It arrived after its deadline."));
      }
      try {
        return execute.apply(command);
      } catch (RuntimeException bug) {
        LOG.errorf(bug, "Command %s failed and is rejected.", command.commandId());
        return CompletableFuture.completedFuture(
            CommandResult.rejected("The worker failed to execute it."));
      }
    }
  }
}
