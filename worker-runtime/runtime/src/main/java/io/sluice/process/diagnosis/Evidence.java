package io.sluice.process.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.diagnosis.Author;
import io.sluice.diagnosis.StackFrame;
import io.sluice.diagnosis.StuckCase;
import io.sluice.diagnosis.ThreadSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the evidence of a dossier about one execution. Owned by the loop thread. */
public final class Evidence {
  private static final int MAX_SAMPLES = 8;
  private static final int MAX_THREADS = 32;

  private static final int GLANCES = 20;
  private static final int MAX_GLANCES = 64;
  private static final int MAX_OTHERS_IN_KERNEL = 8;
  private static final String INTERRUPT = "interrupt";

  private final Thread thread;
  private final List<ThreadSample> samples = new ArrayList<>();
  private final List<RungTried> rungs = new ArrayList<>();
  private final List<List<StackFrame>> glances = new ArrayList<>();
  private @Nullable ThreadSample atRequest;
  private volatile long tid = KernelThreads.UNKNOWN;

  /**
   * A step of the cancel ladder that was tried.
   *
   * @param afterMs milliseconds after the request to stop
   */
  record RungTried(String rung, @JsonProperty("after_ms") long afterMs) {}

  public Evidence(Thread thread) {
    this.thread = thread;
  }

  /** Notes the id in the kernel of the calling thread, which is the thread of the execution. */
  public void begins() {
    tid = KernelThreads.current();
  }

  public void tried(String rung, Duration after) {
    rungs.add(new RungTried(rung, after.toMillis()));
  }

  /**
   * Takes a sample at the request to stop, from which the time of the garbage collector counts.
   * Earlier samples, which somebody asked for, say nothing about why it does not stop.
   */
  public void stopRequested(StackSampler sampler) {
    samples.clear();
    glances.clear();
    atRequest = sampler.sample(List.of(thread), false, List.of()).stream().findFirst().orElse(null);
  }

  /** Adds a sample of the thread of the execution. */
  public void sample(StackSampler sampler) {
    add(sampler, sampler.sample(List.of(thread), false, List.of()));
  }

  /**
   * Takes the last sample, with held locks and of all its threads, and builds the dossier.
   *
   * @param members all threads of the execution
   */
  public Dossier conclude(StackSampler sampler, DossierTarget target, List<Thread> members) {
    var others =
        members.stream()
            .filter(other -> other.threadId() != thread.threadId())
            .limit(MAX_THREADS)
            .toList();
    add(sampler, sampler.sample(List.of(thread), true, members));
    inKernel(members);
    var deadlock = sampler.cycleOf(members);
    return new DossierWriter(
            target, stuckCase(target, sampled(sampler, others, members), deadlock), rungs)
        .write();
  }

  private StuckCase stuckCase(
      DossierTarget target, List<ThreadSample> others, List<String> deadlock) {
    boolean told = rungs.stream().anyMatch(each -> each.rung().equals(INTERRUPT));
    long interrupts = rungs.stream().filter(each -> each.rung().equals(INTERRUPT)).count();
    return new StuckCase(
        target.executionId(),
        samples,
        atRequest,
        others,
        glances,
        deadlock,
        target.descriptions(),
        told ? (int) interrupts : -1);
  }

  /** Adds what the kernel and the HTTP clients of the execution know. */
  private void inKernel(List<Thread> members) {
    if (!samples.isEmpty()) {
      samples.set(samples.size() - 1, StackSampler.withKernel(samples.getLast(), tid));
      samples.replaceAll(sample -> StackSampler.withPeer(sample, members));
    }
  }

  /** Samples the other threads; those of a shared pool only if they run code of the author. */
  private List<ThreadSample> sampled(StackSampler sampler, List<Thread> others, List<Thread> all) {
    if (samples.isEmpty()) {
      return List.of();
    }
    var author = Author.of(samples.getLast().frames());
    List<ThreadSample> kept = new ArrayList<>();
    Map<String, Long> tids = new HashMap<>();
    int inKernel = 0;
    for (var each : sampler.sample(others, false, all)) {
      boolean works = each.frames().stream().anyMatch(author::wrote);
      if (works && each.state().equals("RUNNABLE") && inKernel++ < MAX_OTHERS_IN_KERNEL) {
        if (inKernel == 1) {
          tids.putAll(KernelThreads.byName());
        }
        kept.add(StackSampler.withKernel(each, KernelThreads.idOf(each.thread(), tids)));
      } else if (works || !each.thread().startsWith("ForkJoinPool.commonPool")) {
        kept.add(each);
      }
    }
    return kept;
  }

  private void add(StackSampler sampler, List<ThreadSample> taken) {
    samples.addAll(taken);
    while (samples.size() > MAX_SAMPLES) {
      samples.removeFirst();
    }
    if (taken.stream().anyMatch(each -> each.state().equals("RUNNABLE"))) {
      glances.addAll(sampler.glances(thread, GLANCES));
    }
    while (glances.size() > MAX_GLANCES) {
      glances.removeFirst();
    }
  }
}
