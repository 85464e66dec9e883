package io.sluice.process.execution;

import io.sluice.process.bundle.BundleAddress;
import io.sluice.protocol.Attempt;
import io.sluice.protocol.Execute;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Request of the orchestrator to run an execution. The deadline counts from the receipt of the
 * message.
 *
 * @param traceparent W3C context of the span of the attempt; empty if it is not traced
 */
record ExecutionRequest(
    Attempt attempt,
    String workflowName,
    int attemptNumber,
    Code code,
    String inputJson,
    Instant receivedAt,
    Optional<Instant> deadline,
    String traceparent) {

  /** The class of a workflow in its bundle. */
  record Code(BundleAddress bundle, String entryPoint) {}

  /** Creates the request of an execution that is not traced. */
  ExecutionRequest(
      Attempt attempt,
      String workflowName,
      int attemptNumber,
      Code code,
      String inputJson,
      Instant receivedAt,
      Optional<Instant> deadline) {
    this(attempt, workflowName, attemptNumber, code, inputJson, receivedAt, deadline, "");
  }

  static ExecutionRequest from(Execute execute, Instant now) {
    return new ExecutionRequest(
        execute.getAttempt(),
        execute.getWorkflowName(),
        Math.max(1, execute.getAttemptNumber()),
        new Code(
            new BundleAddress(Path.of(execute.getBundlePath()), execute.getBundleSha256()),
            execute.getEntryPoint()),
        execute.getInputJson(),
        now,
        execute.hasTimeoutMs()
            ? Optional.of(now.plusMillis(Math.max(0, execute.getTimeoutMs())))
            : Optional.empty(),
        execute.getTraceparent());
  }
}
