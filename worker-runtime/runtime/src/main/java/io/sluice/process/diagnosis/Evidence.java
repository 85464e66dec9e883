package io.sluice.process.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.diagnosis.ThreadSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the evidence of a dossier about one execution. Owned by the loop thread. */
public final class Evidence {
  private static final int MAX_SAMPLES = 8;
  private static final int MAX_THREADS = 32;

  private final Thread thread;
  private final List<ThreadSample> samples = new ArrayList<>();
  private final List<RungTried> rungs = new ArrayList<>();
  private @Nullable ThreadSample atRequest;

  /**
   * A step of the cancel ladder that was tried.
   *
   * @param afterMs milliseconds after the request to stop
   */
  record RungTried(String rung, @JsonProperty("after_ms") long afterMs) {}

  public Evidence(Thread thread) {
    this.thread = thread;
  }

  public void tried(String rung, Duration after) {
    rungs.add(new RungTried(rung, after.toMillis()));
  }

  /** Takes a sample at the request to stop, from which the time of the garbage collector counts. */
  public void stopRequested(StackSampler sampler) {
    atRequest = sampler.sample(List.of(thread), false).stream().findFirst().orElse(null);
  }

  /** Adds a sample of the thread of the execution. */
  public void sample(StackSampler sampler) {
    add(sampler.sample(List.of(thread), false));
  }

  /**
   * Takes the last sample, with held locks and of all its threads, and builds the dossier.
   *
   * @param members all threads of the execution
   */
  public Dossier conclude(StackSampler sampler, DossierTarget target, List<Thread> members) {
    add(sampler.sample(List.of(thread), true));
    var others =
        members.stream()
            .filter(other -> other.threadId() != thread.threadId())
            .limit(MAX_THREADS)
            .toList();
    var cycle = sampler.cycleOf(members);
    return new DossierWriter(
            target, samples, atRequest, sampler.sample(others, false), cycle, rungs)
        .write();
  }

  private void add(List<ThreadSample> taken) {
    samples.addAll(taken);
    while (samples.size() > MAX_SAMPLES) {
      samples.removeFirst();
    }
  }
}
