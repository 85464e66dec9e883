package io.sluice.orchestrator;

import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.ExecutionTrace;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.LogBatch;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerNews;
import io.sluice.service.SystemLogLine;

/**
 * Registers for native executables what is only found by its name: records that are written and
 * read as JSON, and the channel of the link to processes, which Netty creates by reflection.
 */
@RegisterForReflection(
    targets = {
      NioServerDomainSocketChannel.class,
      ExecutionBody.class,
      ExecutionTrace.class,
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
