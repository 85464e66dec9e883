package io.sluice.admin.redis;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.LogBatch;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.systemlog.SystemLogLine;

/**
 * Registers the records of the queue contract for a native image, because the contract does not
 * depend on Quarkus.
 */
@RegisterForReflection(
    targets = {
      ExecutionBody.class,
      OutcomeEvent.class,
      StartedEvent.class,
      LogBatch.class,
      LogBatch.Line.class,
      WorkerCommand.class,
      WorkerMessage.Permit.class,
      GoneEvent.class,
      WorkerHeartbeat.class,
      WorkerHeartbeat.ProcessView.class,
      WorkerHeartbeat.ExecutionView.class,
      WorkerHeartbeat.ProgressView.class,
      SystemLogLine.class
    })
final class QueueRecords {

  private QueueRecords() {}
}
