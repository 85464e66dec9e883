package io.sluice.admin.mcp;

import io.sluice.admin.Api;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;

/** Executions of the workflow mcp that have ended badly. */
final class McpWork {

  static final String FRAME = "com.example.Report.sum(Report.java:42)";

  private final TestWorker worker;

  McpWork(QueueScripts queue) {
    worker = new TestWorker(queue, "worker-mcp");
  }

  TestWorker worker() {
    return worker;
  }

  String stuck() {
    ClaimedExecution claimed = worker.claim(Api.submit("{\"workflow\":\"mcp\"}"));
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        worker.outcome(
            "FAILED",
            "ExecutionStuck",
            "spinning in " + FRAME,
            null,
            "{\"verdict_kind\":\"spinning\",\"verdict\":\"spinning in %s\",\"top_frame\":\"%s\"}"
                .formatted(FRAME, FRAME)));
    Api.awaitStatus(claimed.attempt().executionId(), "FAILED");
    return claimed.attempt().executionId();
  }

  String failed() {
    ClaimedExecution claimed = worker.claim(Api.submit("{\"workflow\":\"mcp\",\"max_retries\":0}"));
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        worker.outcome("FAILED", "IllegalStateException", "failed on request", null, null));
    Api.awaitStatus(claimed.attempt().executionId(), "FAILED");
    return claimed.attempt().executionId();
  }
}
