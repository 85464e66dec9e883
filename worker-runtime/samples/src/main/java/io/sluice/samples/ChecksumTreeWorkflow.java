package io.sluice.samples;

import io.sluice.workflow.InputField;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One SHA-256 over a folder: the names and contents of its files, in the order of their names. */
@WorkflowDefinition(
    name = "checksum-tree",
    description = "Computes one SHA-256 over all files of a folder.",
    maxRetries = 1,
    idempotent = true)
public final class ChecksumTreeWorkflow
    implements Workflow<ChecksumTreeWorkflow.Input, ChecksumTreeWorkflow.Checksum> {
  private static final int MAX_FILES = 100_000;
  private static final int BUFFER = 64 * 1024;

  /**
   * Input of the execution.
   *
   * @param path of the folder
   */
  public record Input(@InputField(title = "Path", required = true) String path) {
    public Input {
      Inputs.requirePath(path);
    }
  }

  /** The folder's files, their bytes together, and the checksum in hexadecimal digits. */
  public record Checksum(int files, long bytes, String sha256) {}

  @Override
  public Checksum run(Input input, WorkflowContext context)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    var folder = Inputs.existingFolder(input.path());
    var files = filesOf(folder);
    var digest = MessageDigest.getInstance("SHA-256");
    long bytes = 0;
    for (int at = 0; at < files.size(); at++) {
      var name = folder.relativize(files.get(at)).toString();
      digest.update((name + "\0").getBytes(StandardCharsets.UTF_8));
      bytes += add(files.get(at), digest, context);
      context.progress(100.0 * (at + 1) / files.size(), name);
    }
    return new Checksum(files.size(), bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      var files = tree.filter(Files::isRegularFile).limit(MAX_FILES + 1L).sorted().toList();
      Inputs.require(files.size() <= MAX_FILES, "more than " + MAX_FILES + " files");
      return files;
    }
  }

  private static long add(Path file, MessageDigest digest, WorkflowContext context)
      throws IOException, InterruptedException {
    long bytes = 0;
    var buffer = new byte[BUFFER];
    try (var content = Files.newInputStream(file)) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
        context.checkCancelled();
      }
    }
    return bytes;
  }
}
