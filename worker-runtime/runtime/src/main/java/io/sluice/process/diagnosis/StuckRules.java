package io.sluice.process.diagnosis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Classifies a stuck execution by its samples. Pure: knows no thread and no clock. */
final class StuckRules {
  private static final double SPINNING_SHARE = 0.8;
  private static final double STARVED_SHARE = 0.1;
  private static final double IDLE_SHARE = 0.05;
  private static final double SHORT_OF_MEMORY_SHARE = 0.5;
  private static final Set<String> LOCK_STATES = Set.of("BLOCKED", "WAITING", "TIMED_WAITING");
  private static final Set<String> SOCKET_READS =
      Set.of(
          "sun.nio.ch.Net.poll",
          "sun.nio.ch.SocketDispatcher.read0",
          "sun.nio.ch.UnixDomainSockets.read0",
          "java.net.SocketInputStream.socketRead0");
  private static final Set<String> PIPE_READS =
      Set.of(
          "java.io.FileInputStream.readBytes0",
          "java.io.FileInputStream.readBytes",
          "java.io.FileInputStream.read0",
          "sun.nio.ch.UnixFileDispatcherImpl.read0");

  private StuckRules() {}

  /**
   * @param samples of the thread of the execution, oldest first, at least one
   * @param whenTold sample at the request to stop, if there is one
   * @param cycle threads of a deadlock that includes it, or none
   * @param closers descriptions of its registered closers
   */
  static Verdict classify(
      List<ThreadSample> samples,
      @Nullable ThreadSample whenTold,
      List<String> cycle,
      List<String> closers) {
    if (!cycle.isEmpty()) {
      return new Verdict.Deadlock(cycle);
    }
    double gcShare = gcShare(samples, whenTold);
    if (gcShare > SHORT_OF_MEMORY_SHARE) {
      return new Verdict.ShortOfMemory(percent(gcShare));
    }
    return spinning(samples)
        .or(() -> blocked(samples))
        .or(() -> reading(samples, closers))
        .orElseGet(() -> unknown(samples));
  }

  private static Optional<Verdict> spinning(List<ThreadSample> samples) {
    double cpu = share(samples, cpuNanos(samples));
    boolean spins = cpu >= SPINNING_SHARE || (cpu >= STARVED_SHARE && wantsCpu(samples));
    return spins ? commonFrame(samples).map(Verdict.Spinning::new) : Optional.empty();
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
    var first = samples.getFirst();
    var last = samples.getLast();
    if (last.lock() == null
        || last.owner() == null
        || !LOCK_STATES.contains(last.state())
        || !Objects.equals(first.lock(), last.lock())) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict.Blocked(last.lock(), holder(last.owner(), last.ownerExecution())));
  }

  private static String holder(String owner, @Nullable String execution) {
    return execution == null ? "thread " + owner + " of the runtime" : "execution " + execution;
  }

  private static Optional<Verdict> reading(List<ThreadSample> samples, List<String> closers) {
    if (samples.size() > 1 && share(samples, cpuNanos(samples)) > IDLE_SHARE) {
      return Optional.empty();
    }
    if (allTopsIn(samples, SOCKET_READS)) {
      return Optional.of(new Verdict.WaitingInRead("socket", closers));
    }
    return allTopsIn(samples, PIPE_READS)
        ? Optional.of(new Verdict.WaitingInRead("pipe", closers))
        : Optional.empty();
  }

  private static boolean allTopsIn(List<ThreadSample> samples, Set<String> calls) {
    return samples.stream()
        .allMatch(
            sample ->
                !sample.frames().isEmpty()
                    && calls.contains(
                        sample.frames().getFirst().type()
                            + "."
                            + sample.frames().getFirst().method()));
  }

  private static Verdict unknown(List<ThreadSample> samples) {
    boolean same =
        samples.stream().allMatch(sample -> sample.frames().equals(samples.getFirst().frames()));
    return new Verdict.Unknown(same, watched(samples));
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
    var shared = newest.subList(0, common).reversed();
    return shared.stream().filter(StackFrame::isForeign).findFirst();
  }

  private static int commonPrefix(List<StackFrame> one, List<StackFrame> other) {
    int length = Math.min(one.size(), other.size());
    return IntStream.range(0, length)
        .filter(at -> !one.get(at).isSameCallAs(other.get(at)))
        .findFirst()
        .orElse(length);
  }

  private static double share(List<ThreadSample> samples, long nanos) {
    long watched = watched(samples).toNanos();
    return watched <= 0 ? 0 : (double) nanos / watched;
  }

  private static Duration watched(List<ThreadSample> samples) {
    return Duration.between(samples.getFirst().at(), samples.getLast().at());
  }

  private static long cpuNanos(List<ThreadSample> samples) {
    return samples.getLast().cpuNanos() - samples.getFirst().cpuNanos();
  }

  /**
   * Returns the share of time of the garbage collector, during the samples or since the request to
   * stop: a thread that waits for the collector takes its samples late, all at the same moment.
   */
  static double gcShare(List<ThreadSample> samples, @Nullable ThreadSample whenTold) {
    var last = samples.getLast();
    double seen = gcShare(samples.getFirst(), last);
    return whenTold == null ? seen : Math.max(seen, gcShare(whenTold, last));
  }

  static int percent(double share) {
    return (int) Math.round(Math.min(share, 1) * 100);
  }

  private static double gcShare(ThreadSample from, ThreadSample to) {
    long watched = Duration.between(from.at(), to.at()).toMillis();
    return watched <= 0 ? 0 : (double) (to.gcMillis() - from.gcMillis()) / watched;
  }
}
