package io.sluice.admin.worker;

import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to a worker: the part of its row that the worker receives.
 *
 * @param generation process that is addressed by RECYCLE, KILL and SAMPLE
 */
record Command(
    UUID id,
    String workerId,
    WorkerCommand.Kind kind,
    @Nullable UUID executionId,
    @Nullable Long epoch,
    @Nullable Long claim,
    @Nullable Long pid,
    @Nullable Long generation,
    @Nullable Integer expectedHealthy,
    @Nullable String reason,
    String requestedBy,
    Instant deadline) {

  /** Returns the time a worker has to answer. */
  static Duration timeout(WorkerCommand.Kind kind) {
    return switch (kind) {
      case CANCEL -> Duration.ofSeconds(60);
      case RECYCLE, KILL -> Duration.ofSeconds(30);
      case SAMPLE -> Duration.ofSeconds(10);
    };
  }

  WorkerMessage message() {
    return new WorkerMessage.Order(
        new WorkerCommand(
            id.toString(),
            kind,
            executionId == null ? null : executionId.toString(),
            epoch,
            claim,
            generation,
            expectedHealthy,
            deadline,
            reason,
            requestedBy));
  }
}
