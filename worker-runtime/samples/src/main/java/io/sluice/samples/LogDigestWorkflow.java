package io.sluice.samples;

import io.sluice.workflow.InputField;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Digests an access log in the Apache combined format. */
@WorkflowDefinition(
    name = "log-digest",
    description = "Counts lines, clients, bytes, statuses and top paths of an Apache access log.",
    maxRetries = 1,
    idempotent = true)
public final class LogDigestWorkflow implements Workflow<LogDigestWorkflow.Input, LogDigest> {
  private static final int CHECK_INTERVAL = 1_000;

  /**
   * Input of the execution.
   *
   * @param path of the log file
   */
  public record Input(@InputField(title = "Path", required = true) String path) {
    public Input {
      Inputs.requirePath(path);
    }
  }

  @Override
  public LogDigest run(Input input, WorkflowContext context)
      throws IOException, InterruptedException {
    var file = Inputs.existingFile(input.path());
    var digest = digest(file, context);
    context.log(digest.lines() + " lines, " + digest.malformed() + " of them malformed");
    return digest;
  }

  private static LogDigest digest(Path file, WorkflowContext context)
      throws IOException, InterruptedException {
    var counting = new LogDigest.Counting();
    long size = Math.max(1, Files.size(file));
    long read = 0;
    // Latin-1 reads every byte: odd bytes in an agent must not end the digest.
    try (var lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        counting.add(AccessLogLine.parse(line));
        read += line.length() + 1L;
        if (counting.lines() % CHECK_INTERVAL == 0) {
          context.checkCancelled();
          context.progress(Math.min(100.0, 100.0 * read / size), counting.lines() + " lines");
        }
      }
    }
    return counting.digest();
  }
}
