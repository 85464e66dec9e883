package io.sluice.admin.worker;

import io.sluice.command.WorkerCommand;
import org.jspecify.annotations.Nullable;

/** A command of an administrator for one process. */
sealed interface ProcessCommand {

  /** Hands over and drains. */
  record Recycle(@Nullable String reason) implements ProcessCommand {}

  /** Ends the process with its executions. */
  record Kill(String reason, int expectedHealthy) implements ProcessCommand {}

  /** Takes stack samples of the running executions. */
  record Sample() implements ProcessCommand {}

  default WorkerCommand.Kind kind() {
    return switch (this) {
      case Recycle _ -> WorkerCommand.Kind.RECYCLE;
      case Kill _ -> WorkerCommand.Kind.KILL;
      case Sample _ -> WorkerCommand.Kind.SAMPLE;
    };
  }

  /** Returns the administrator's reason. */
  default @Nullable String why() {
    return switch (this) {
      case Recycle(var reason) -> reason;
      case Kill(var reason, var _) -> reason;
      case Sample _ -> null;
    };
  }
}
