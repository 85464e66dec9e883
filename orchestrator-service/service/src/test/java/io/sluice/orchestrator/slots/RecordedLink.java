package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a process was told. */
public final class RecordedLink implements ProcessLink {
  public final List<String> said = new CopyOnWriteArrayList<>();
  private final Generation generation;
  private volatile long lastPing;

  public RecordedLink(long generation) {
    this.generation = new Generation(generation);
  }

  @Override
  public Generation generation() {
    return generation;
  }

  @Override
  public long pid() {
    return 1000 + generation.number();
  }

  @Override
  public void prewarm(Map<String, Path> bundles) {
    said.add("prewarm");
  }

  @Override
  public void execute(ClaimedExecution execution, Path bundle) {
    said.add("execute " + execution.attempt().executionId());
  }

  @Override
  public void cancel(Attempt attempt, CancelReason reason) {
    said.add("cancel " + attempt.executionId() + " " + reason);
  }

  @Override
  public void sample(List<Attempt> attempts) {
    attempts.forEach(attempt -> said.add("sample " + attempt.executionId()));
  }

  @Override
  public void drain() {
    said.add("drain");
  }

  @Override
  public void shutdown(Duration limit) {
    said.add("shutdown");
  }

  @Override
  public void ping(long sequence, Duration silenceAllowed) {
    said.add("ping");
    lastPing = sequence;
  }

  @Override
  public long lastPing() {
    return lastPing;
  }

  @Override
  public void close() {
    said.add("close");
  }
}
