package io.sluice.diagnosis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies a stuck execution by samples of its thread. The process uses it on its own threads,
 * the orchestrator on thread dumps of a process that does not answer. Pure: knows no thread and no
 * clock.
 */
public final class StuckClassifier {
  private static final double SPINNING_SHARE = 0.8;
  private static final double STARVED_SHARE = 0.1;
  private static final double IDLE_SHARE = 0.05;
  private static final double SHORT_OF_MEMORY_SHARE = 0.5;
  private static final Set<String> LOCK_STATES = Set.of("BLOCKED", "WAITING", "TIMED_WAITING");

  private StuckClassifier() {}

  /**
   * Returns the verdict.
   *
   * @param samples of the thread of the execution, oldest first, at least one
   * @param atRequest sample at the request to stop, if there is one
   * @param deadlock threads of a deadlock that includes it, or none
   * @param closers descriptions of its registered closers
   */
  public static Verdict classify(
      List<ThreadSample> samples,
      @Nullable ThreadSample atRequest,
      List<String> deadlock,
      List<String> closers) {
    if (!deadlock.isEmpty()) {
      return new Verdict(
          Verdict.Kind.DEADLOCK, "deadlock between " + String.join(" and ", deadlock));
    }
    double gcShare = gcShare(samples, atRequest);
    if (gcShare > SHORT_OF_MEMORY_SHARE) {
      return new Verdict(
          Verdict.Kind.MEMORY,
          "the process is short of memory; " + percent(gcShare) + " % of time in GC");
    }
    return spinning(samples)
        .or(() -> blocked(samples))
        .or(() -> reading(samples, closers))
        .orElseGet(() -> Verdict.unknown(stacks(samples)));
  }

  private static Optional<Verdict> spinning(List<ThreadSample> samples) {
    double cpu = cpuShare(samples);
    boolean spins = cpu >= SPINNING_SHARE || (cpu >= STARVED_SHARE && wantsCpu(samples));
    return spins
        ? commonFrame(samples)
            .map(
                frame ->
                    new Verdict(Verdict.Kind.SPINNING, "spinning in " + frame.withSimpleName()))
        : Optional.empty();
  }

  /**
   * Returns true if it was runnable in Java code in every sample. On an overloaded machine a
   * spinning thread gets only a share of a CPU.
   */
  private static boolean wantsCpu(List<ThreadSample> samples) {
    return samples.stream()
        .allMatch(
            sample ->
                sample.state().equals("RUNNABLE")
                    && !sample.frames().isEmpty()
                    && !sample.frames().getFirst().isNative());
  }

  private static Optional<Verdict> blocked(List<ThreadSample> samples) {
    var first = samples.getFirst().lock();
    var last = samples.getLast().lock();
    if (first == null
        || last == null
        || last.owner() == null
        || !LOCK_STATES.contains(samples.getLast().state())
        || !first.name().equals(last.name())) {
      return Optional.empty();
    }
    String holder =
        last.ownerExecution() == null
            ? "thread " + last.owner()
            : "execution " + last.ownerExecution();
    return Optional.of(
        new Verdict(Verdict.Kind.BLOCKED, "blocked on lock " + last.name() + " held by " + holder));
  }

  private static Optional<Verdict> reading(List<ThreadSample> samples, List<String> closers) {
    return cpuShare(samples) > IDLE_SHARE
        ? Optional.empty()
        : WaitKind.of(samples)
            .map(
                kind ->
                    new Verdict(
                        Verdict.Kind.READ,
                        "waiting in "
                            + kind.label()
                            + " read"
                            + (closers.isEmpty() ? "" : " (" + String.join(", ", closers) + ")")));
  }

  private static String stacks(List<ThreadSample> samples) {
    if (samples.size() < 2) {
      return "one stack only";
    }
    boolean same =
        samples.stream().allMatch(sample -> sample.frames().equals(samples.getFirst().frames()));
    return String.format(
        Locale.ROOT,
        "%s for %.1f s",
        same ? "same stack" : "changing stacks",
        duration(samples).toMillis() / 1000.0);
  }

  /**
   * Returns the newest call that all samples share, counted from the bottom of the stack: the
   * spinning loop, even if it was seen in different inner calls.
   */
  private static Optional<StackFrame> commonFrame(List<ThreadSample> samples) {
    var newest = samples.getLast().frames().reversed();
    int common = newest.size();
    for (var sample : samples) {
      common = Math.min(common, commonPrefix(newest, sample.frames().reversed()));
    }
    return newest.subList(0, common).reversed().stream().filter(StackFrame::isForeign).findFirst();
  }

  private static int commonPrefix(List<StackFrame> one, List<StackFrame> other) {
    int length = Math.min(one.size(), other.size());
    return IntStream.range(0, length)
        .filter(at -> !one.get(at).isSameCallAs(other.get(at)))
        .findFirst()
        .orElse(length);
  }

  private static double cpuShare(List<ThreadSample> samples) {
    long nanos = samples.getLast().usage().cpuNanos() - samples.getFirst().usage().cpuNanos();
    long watched = duration(samples).toNanos();
    return watched <= 0 ? 0 : (double) nanos / watched;
  }

  private static Duration duration(List<ThreadSample> samples) {
    return Duration.between(samples.getFirst().at(), samples.getLast().at());
  }

  /**
   * Returns the percentage of time of the garbage collector, during the samples or since the
   * request to stop: a thread that waits for the collector takes its samples late, all at the same
   * moment.
   */
  public static int gcPercent(List<ThreadSample> samples, @Nullable ThreadSample atRequest) {
    return percent(gcShare(samples, atRequest));
  }

  private static double gcShare(List<ThreadSample> samples, @Nullable ThreadSample atRequest) {
    var last = samples.getLast();
    double seen = gcShare(samples.getFirst(), last);
    return atRequest == null ? seen : Math.max(seen, gcShare(atRequest, last));
  }

  private static double gcShare(ThreadSample from, ThreadSample to) {
    long watched = Duration.between(from.at(), to.at()).toMillis();
    return watched <= 0 ? 0 : (double) (to.usage().gcMillis() - from.usage().gcMillis()) / watched;
  }

  private static int percent(double share) {
    return (int) Math.round(Math.min(share, 1) * 100);
  }
}
