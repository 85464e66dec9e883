package io.sluice.orchestrator.command;

import io.sluice.command.WorkerCommand;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Executes each command once: a command that is repeated under the same id gets the same reply.
 * Confined to the thread of the listener.
 */
final class CommandDeduplicator {
  private static final Logger LOG = Logger.getLogger(CommandDeduplicator.class);
  private static final int REMEMBERED = 1000;

  private final Function<WorkerCommand, CompletionStage<Reply>> execute;
  private final Map<String, CompletionStage<Reply>> replies =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletionStage<Reply>> eldest) {
          return size() > REMEMBERED;
        }
      };

  CommandDeduplicator(Function<WorkerCommand, CompletionStage<Reply>> execute) {
    this.execute = execute;
  }

  /**
   * Executes a command, or returns its earlier reply.
   *
   * @param now time by the clock of Redis
   */
  CompletionStage<Reply> take(WorkerCommand command, Instant now) {
    return replies.computeIfAbsent(command.commandId(), _ -> first(command, now));
  }

  private CompletionStage<Reply> first(WorkerCommand command, Instant now) {
    if (command.deadline() != null && now.isAfter(command.deadline())) {
      return CompletableFuture.completedFuture(Reply.expired("It arrived after its deadline."));
    }
    try {
      return execute.apply(command);
    } catch (RuntimeException bug) {
      LOG.errorf(bug, "Command %s failed and is rejected.", command.commandId());
      return CompletableFuture.completedFuture(Reply.rejected("The worker failed to execute it."));
    }
  }
}
