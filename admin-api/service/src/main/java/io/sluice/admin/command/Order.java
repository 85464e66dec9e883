package io.sluice.admin.command;

import io.sluice.command.WorkerCommand;
import org.jspecify.annotations.Nullable;

/** What a person may order of one process. */
sealed interface Order {

  /** Hand over and drain. */
  record Recycle(@Nullable String reason) implements Order {}

  /** End it, with whatever is in it. */
  record Kill(String reason, int expectedHealthy) implements Order {}

  /** Take stack samples of what runs in it. */
  record Sample() implements Order {}

  default WorkerCommand.Kind kind() {
    return switch (this) {
      case Recycle _ -> WorkerCommand.Kind.RECYCLE;
      case Kill _ -> WorkerCommand.Kind.KILL;
      case Sample _ -> WorkerCommand.Kind.SAMPLE;
    };
  }

  /** Why it is ordered. */
  default @Nullable String why() {
    return switch (this) {
      case Recycle(var reason) -> reason;
      case Kill(var reason, var _) -> reason;
      case Sample _ -> null;
    };
  }
}
