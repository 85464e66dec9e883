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
 * @param attempt set for CANCEL
 * @param process set for RECYCLE, KILL and SAMPLE
 */
record Command(
    UUID id,
    String workerId,
    WorkerCommand.Kind kind,
    @Nullable TargetAttempt attempt,
    @Nullable TargetProcess process,
    @Nullable String reason,
    String requestedBy,
    Instant deadline) {

  /** The attempt of an execution that a command addresses. */
  record TargetAttempt(UUID execution, long epoch, long claim) {}

  /**
   * The process that a command addresses.
   *
   * @param expectedHealthy healthy executions that a KILL may cost; null for other kinds
   */
  record TargetProcess(long pid, long generation, @Nullable Integer expectedHealthy) {}

  /** Returns the time a worker has to answer. */
  static Duration timeout(WorkerCommand.Kind kind) {
    return switch (kind) {
      case CANCEL -> Duration.ofSeconds(60);
      case RECYCLE, KILL -> Duration.ofSeconds(30);
      case SAMPLE -> Duration.ofSeconds(10);
    };
  }

  WorkerMessage message() {
    return new WorkerMessage.Command(
        new WorkerCommand(
            id.toString(),
            kind,
            attempt == null ? null : attempt.execution().toString(),
            attempt == null ? null : attempt.epoch(),
            attempt == null ? null : attempt.claim(),
            process == null ? null : process.generation(),
            process == null ? null : process.expectedHealthy(),
            deadline,
            reason,
            requestedBy));
  }
}
