package io.sluice.orchestrator.process;

import io.grpc.stub.StreamObserver;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.protocol.Bundle;
import io.sluice.protocol.Cancel;
import io.sluice.protocol.CancelReason;
import io.sluice.protocol.Drain;
import io.sluice.protocol.Execute;
import io.sluice.protocol.Ping;
import io.sluice.protocol.Prewarm;
import io.sluice.protocol.Sample;
import io.sluice.protocol.Shutdown;
import io.sluice.protocol.ToProcess;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Stream to one process. A stream accepts one message at a time, so sending is serialised here. */
final class UnixSocketProcessLink implements ProcessLink {
  private static final Logger LOG = Logger.getLogger(UnixSocketProcessLink.class);

  private final Generation generation;
  private final long pid;
  private final StreamObserver<ToProcess> stream;
  private boolean closed;
  private long lastPing;

  UnixSocketProcessLink(Generation generation, long pid, StreamObserver<ToProcess> stream) {
    this.generation = generation;
    this.pid = pid;
    this.stream = stream;
  }

  @Override
  public Generation generation() {
    return generation;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public void prewarm(Map<String, Path> bundles) {
    var prewarm = Prewarm.newBuilder();
    bundles.forEach(
        (sha256, path) ->
            prewarm.addBundles(Bundle.newBuilder().setSha256(sha256).setPath(path.toString())));
    send(message().setPrewarm(prewarm));
  }

  @Override
  public void execute(ClaimedExecution execution, Path bundle) {
    var body = execution.body();
    var execute =
        Execute.newBuilder()
            .setAttempt(LinkMapping.attempt(execution.attempt()))
            .setWorkflowId(body.workflowId())
            .setWorkflowName(body.workflowName())
            .setBundlePath(bundle.toString())
            .setBundleSha256(body.bundleSha256())
            .setEntryPoint(body.entryPoint())
            .setInputJson(body.inputJson())
            .setAttemptNumber(body.attemptNumber());
    if (body.timeoutMs() != null) {
      execute.setTimeoutMs(body.timeoutMs());
    }
    if (body.trace() != null) {
      body.trace()
          .submitted()
          .map(submitted -> submitted.ofAttempt(execution.attempt()))
          .ifPresent(attempt -> execute.setTraceparent(attempt.toString()));
    }
    send(message().setExecute(execute));
  }

  @Override
  public void cancel(Attempt attempt, CancelReason reason) {
    send(
        message()
            .setCancel(
                Cancel.newBuilder().setAttempt(LinkMapping.attempt(attempt)).setReason(reason)));
  }

  @Override
  public void sample(List<Attempt> attempts) {
    var sample = Sample.newBuilder();
    attempts.forEach(attempt -> sample.addAttempts(LinkMapping.attempt(attempt)));
    send(message().setSample(sample));
  }

  @Override
  public void drain() {
    send(message().setDrain(Drain.getDefaultInstance()));
  }

  @Override
  public void shutdown(Duration limit) {
    send(message().setShutdown(Shutdown.newBuilder().setLimitMs(limit.toMillis())));
  }

  @Override
  public synchronized void ping(long sequence, Duration silenceAllowed) {
    lastPing = sequence;
    send(
        message()
            .setPing(
                Ping.newBuilder().setSeq(sequence).setSilenceAllowedMs(silenceAllowed.toMillis())));
  }

  @Override
  public synchronized long lastPing() {
    return lastPing;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stream.onCompleted();
    }
  }

  synchronized void peerClosed() {
    closed = true;
  }

  private ToProcess.Builder message() {
    return ToProcess.newBuilder().setGeneration(generation.number());
  }

  private synchronized void send(ToProcess.Builder message) {
    if (closed) {
      return;
    }
    try {
      stream.onNext(message.build());
    } catch (IllegalStateException e) {
      // The process has closed its side; the end of the stream will reach the listener.
      LOG.debugf("Process %s has ended: %s", generation, e.getMessage());
    }
  }
}
