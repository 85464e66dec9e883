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
 * Does each order once: one that comes again under the same id gets the same reply (queue protocol,
 * section 12). Confined to the listener's thread.
 */
final class Orders {
  private static final Logger LOG = Logger.getLogger(Orders.class);
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

  Orders(Function<WorkerCommand, CompletionStage<Reply>> execute) {
    this.execute = execute;
  }

  /**
   * Does one, or answers as it did before.
   *
   * @param now by the clock of Redis
   */
  CompletionStage<Reply> take(WorkerCommand command, Instant now) {
    return replies.computeIfAbsent(command.commandId(), _ -> first(command, now));
  }

  private CompletionStage<Reply> first(WorkerCommand command, Instant now) {
    if (command.deadline() != null && now.isAfter(command.deadline())) {
      return CompletableFuture.completedFuture(Reply.expired("It came after its deadline."));
    }
    try {
      return execute.apply(command);
    } catch (RuntimeException bug) {
      LOG.errorf(bug, "Command %s failed and is rejected.", command.commandId());
      return CompletableFuture.completedFuture(Reply.rejected("The worker failed to do it."));
    }
  }
}
