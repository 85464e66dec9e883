package io.sluice.process;

import io.sluice.protocol.Attempt;
import io.sluice.protocol.Cancel;
import io.sluice.protocol.CancelReason;
import io.sluice.protocol.Completed;
import io.sluice.protocol.Drain;
import io.sluice.protocol.Execute;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.LogLine;
import io.sluice.protocol.Prewarm;
import io.sluice.protocol.Ready;
import io.sluice.protocol.Stuck;
import io.sluice.protocol.ToProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One process that has proved itself, and its orchestrator. */
final class ProcessFixture implements AutoCloseable {
  private static final Path SAMPLES = samplesJar();
  private static final String SAMPLES_SHA256 = sha256(SAMPLES);

  private final FakeOrchestrator orchestrator;
  private final ChildProcess child;

  private ProcessFixture(FakeOrchestrator orchestrator, ChildProcess child) {
    this.orchestrator = orchestrator;
    this.child = child;
  }

  static ProcessFixture start(int slots, long graceMs) throws IOException {
    var fixture = launch(slots, graceMs);
    fixture.ready();
    return fixture;
  }

  static ProcessFixture launch(int slots, long graceMs) throws IOException {
    return launch(slots, graceMs, Prewarm.getDefaultInstance(), List.of());
  }

  /**
   * Starts a process with bundles to prewarm and additional flags of the JVM, in which {@code
   * FOLDER} stands for a folder of the fixture.
   */
  static ProcessFixture launch(int slots, long graceMs, Prewarm prewarm, List<String> flags)
      throws IOException {
    var orchestrator = new FakeOrchestrator(prewarm);
    var folder = orchestrator.folder().toString();
    var child =
        ChildProcess.launch(
            orchestrator.folder().resolve("output"),
            flags.stream().map(flag -> flag.replace("FOLDER", folder)).toList(),
            "--socket=" + orchestrator.socket(),
            "--generation=" + FakeOrchestrator.GENERATION,
            "--slots=" + slots,
            "--cancel-grace-ms=" + graceMs,
            "--graceful-shutdown-ms=1500");
    child.say("a-token");
    return new ProcessFixture(orchestrator, child);
  }

  FakeOrchestrator orchestrator() {
    return orchestrator;
  }

  ChildProcess child() {
    return child;
  }

  Ready ready() {
    return orchestrator.hears("Ready", FromProcess::hasReady, FromProcess::getReady, _ -> true);
  }

  static Attempt attempt(String id) {
    return Attempt.newBuilder().setExecutionId(id).setEpoch(1).setClaim(1).build();
  }

  static Execute.Builder order(String id, String sample, String input) {
    return Execute.newBuilder()
        .setAttempt(attempt(id))
        .setWorkflowName(sample)
        .setBundlePath(SAMPLES.toString())
        .setBundleSha256(SAMPLES_SHA256)
        .setEntryPoint("io.sluice.samples." + sample + "Workflow")
        .setInputJson(input)
        .setAttemptNumber(1);
  }

  void execute(Execute.Builder order) {
    orchestrator.send(ToProcess.newBuilder().setExecute(order));
  }

  void execute(String id, String sample, String input) {
    execute(order(id, sample, input));
  }

  void cancel(String id, CancelReason reason) {
    orchestrator.send(
        ToProcess.newBuilder()
            .setCancel(Cancel.newBuilder().setAttempt(attempt(id)).setReason(reason)));
  }

  void drain() {
    orchestrator.send(ToProcess.newBuilder().setDrain(Drain.getDefaultInstance()));
  }

  void awaitStarted(String id) {
    orchestrator.hears(
        "Started of " + id,
        FromProcess::hasStarted,
        FromProcess::getStarted,
        started -> started.getAttempt().equals(attempt(id)));
  }

  Completed completed(String id) {
    return orchestrator.hears(
        "Completed of " + id,
        FromProcess::hasCompleted,
        FromProcess::getCompleted,
        completed -> completed.getAttempt().equals(attempt(id)));
  }

  Stuck stuck(String id) {
    return orchestrator.hears(
        "Stuck of " + id,
        FromProcess::hasStuck,
        FromProcess::getStuck,
        stuck -> stuck.getAttempt().equals(attempt(id)));
  }

  /** The messages that an execution logged so far. */
  List<String> logOf(String id) {
    return orchestrator.all(FromProcess::hasLog, FromProcess::getLog).stream()
        .filter(log -> log.getAttempt().equals(attempt(id)))
        .flatMap(log -> log.getLinesList().stream())
        .map(LogLine::getMessage)
        .toList();
  }

  int exitCode() {
    return child.exitCode();
  }

  @Override
  public void close() throws IOException {
    child.close();
    orchestrator.close();
  }

  static Path samplesJar() {
    try (var built =
        Files.newDirectoryStream(Path.of("../samples/target"), "sluice-samples-*.jar")) {
      return built.iterator().next().toAbsolutePath().normalize();
    } catch (IOException e) {
      throw new IllegalStateException("build worker-runtime/samples first", e);
    }
  }

  private static String sha256(Path file) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
