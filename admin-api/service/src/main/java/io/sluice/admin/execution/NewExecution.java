package io.sluice.admin.execution;

import io.sluice.queue.ExecutionBody;
import io.sluice.queue.Priority;
import io.sluice.queue.QueueEntry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An execution that is accepted and not yet written. */
record NewExecution(
    UUID id,
    RunnableWorkflow workflow,
    String inputJson,
    long timeoutMs,
    Priority priority,
    @Nullable String executionModel,
    @Nullable String organization,
    @Nullable String labelsJson,
    int maxRetries) {

  QueueEntry entry(int lossesLeft) {
    var body =
        new ExecutionBody(
            workflow.id().toString(),
            workflow.name(),
            workflow.bundleSha256(),
            workflow.entryPoint(),
            inputJson,
            timeoutMs,
            executionModel,
            1,
            false,
            false);
    return new QueueEntry(id.toString(), 1, priority, lossesLeft, null, body);
  }
}
