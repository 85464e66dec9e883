package io.sluice.orchestrator;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.LogBatch;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerNews;
import io.sluice.service.SystemLogLine;

/** Registers records that are written and read as JSON for native executables. */
@RegisterForReflection(
    targets = {
      ExecutionBody.class,
      LogBatch.class,
      LogBatch.Line.class,
      OutcomeEvent.class,
      StartedEvent.class,
      GoneEvent.class,
      WorkerCommand.class,
      WorkerMessage.Permit.class,
      WorkerHeartbeat.class,
      WorkerHeartbeat.ProcessView.class,
      WorkerHeartbeat.ExecutionView.class,
      WorkerHeartbeat.ProgressView.class,
      SystemLogLine.class,
      WorkerNews.class,
      WorkerNews.Heard.class,
      WorkerNews.ProcessStateChanged.class
    })
final class NativeReflection {
  private NativeReflection() {}
}
