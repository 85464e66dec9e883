package io.sluice.orchestrator.diagnosis;

import io.sluice.orchestrator.diagnosis.ThreadDump.DumpedThread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Verdict about a stuck execution from thread dumps of its process; the rules inside the process
 * have more evidence. Pure.
 *
 * @param kind name of the kind in dossiers
 */
record ExternalSnapshotVerdict(String kind, String words) {
  private static final double SPINNING_SHARE = 0.8;
  private static final double STARVED_SHARE = 0.1;
  private static final double IDLE_SHARE = 0.05;
  private static final String EXECUTION = "execution-";
  private static final Set<String> SOCKET_READS =
      Set.of(
          "sun.nio.ch.Net.poll",
          "sun.nio.ch.SocketDispatcher.read0",
          "sun.nio.ch.UnixDomainSockets.read0");
  private static final Set<String> PIPE_READS =
      Set.of(
          "java.io.FileInputStream.readBytes0",
          "java.io.FileInputStream.readBytes",
          "java.io.FileInputStream.read0",
          "sun.nio.ch.UnixFileDispatcherImpl.read0");

  /** Classifies the thread of an execution by the dumps, oldest first. */
  static ExternalSnapshotVerdict of(String executionId, ExternalSnapshot outside) {
    String name = EXECUTION + executionId;
    List<DumpedThread> seen =
        outside.dumps().stream().flatMap(dump -> dump.named(name).stream()).toList();
    if (outside.after().isStopped()) {
      return unknown("its process is stopped (state " + outside.after().state() + ")");
    }
    if (seen.isEmpty()) {
      return unknown("its process does not answer and printed no stack of it");
    }
    ThreadDump last = outside.dumps().getLast();
    return deadlock(name, last)
        .or(() -> spinning(seen))
        .or(() -> blocked(seen, last))
        .or(() -> reading(seen))
        .orElseGet(() -> unknown(same(seen)));
  }

  private static Optional<ExternalSnapshotVerdict> deadlock(String name, ThreadDump dump) {
    return dump.deadlock().contains(name)
        ? Optional.of(
            new ExternalSnapshotVerdict(
                "deadlock", "deadlock between " + String.join(" and ", dump.deadlock())))
        : Optional.empty();
  }

  private static Optional<ExternalSnapshotVerdict> spinning(List<DumpedThread> seen) {
    double share = cpuShare(seen);
    boolean spins = share >= SPINNING_SHARE || (share >= STARVED_SHARE && wantsCpu(seen));
    Optional<String> first = seen.getFirst().topForeignFrame();
    Optional<String> last = seen.getLast().topForeignFrame();
    return spins
            && last.isPresent()
            && first.map(DumpedThread::call).equals(last.map(DumpedThread::call))
        ? Optional.of(
            new ExternalSnapshotVerdict(
                "spinning", "spinning in " + DumpedThread.inWords(last.get())))
        : Optional.empty();
  }

  /**
   * Returns true if it was runnable in every dump: on an overloaded machine a spinning thread gets
   * only a share of a CPU.
   */
  private static boolean wantsCpu(List<DumpedThread> seen) {
    return seen.stream()
        .allMatch(
            thread ->
                thread.state().equals("RUNNABLE")
                    && !thread.frames().isEmpty()
                    && !thread.frames().getFirst().endsWith("(Native Method)"));
  }

  private static Optional<ExternalSnapshotVerdict> blocked(
      List<DumpedThread> seen, ThreadDump dump) {
    String lock = seen.getLast().waitsFor();
    if (lock == null || !lock.equals(seen.getFirst().waitsFor())) {
      return Optional.empty();
    }
    return dump.holder(lock)
        .map(
            holder ->
                new ExternalSnapshotVerdict(
                    "blocked", "blocked on lock " + lock + " held by " + inWords(holder.name())));
  }

  private static String inWords(String thread) {
    return thread.startsWith(EXECUTION)
        ? "execution " + thread.substring(EXECUTION.length())
        : "thread " + thread;
  }

  private static Optional<ExternalSnapshotVerdict> reading(List<DumpedThread> seen) {
    if (cpuShare(seen) > IDLE_SHARE) {
      return Optional.empty();
    }
    return Stream.of(
            new ExternalSnapshotVerdict("read", "waiting in socket read"),
            new ExternalSnapshotVerdict("read", "waiting in pipe read"))
        .filter(verdict -> allTopsIn(seen, verdict.words().contains("socket")))
        .findFirst();
  }

  private static boolean allTopsIn(List<DumpedThread> seen, boolean socket) {
    Set<String> calls = socket ? SOCKET_READS : PIPE_READS;
    return seen.stream()
        .allMatch(
            thread ->
                !thread.frames().isEmpty()
                    && calls.contains(DumpedThread.call(thread.frames().getFirst())));
  }

  /** Returns the share of a CPU between the first dump and the last; 0 if there is only one. */
  private static double cpuShare(List<DumpedThread> seen) {
    double watched = seen.getLast().elapsedMs() - seen.getFirst().elapsedMs();
    double cpu = seen.getLast().cpuMs() - seen.getFirst().cpuMs();
    return watched <= 0 ? 0 : cpu / watched;
  }

  private static String same(List<DumpedThread> seen) {
    if (seen.size() < 2) {
      return "one stack only";
    }
    boolean same = seen.getFirst().frames().equals(seen.getLast().frames());
    return String.format(
        Locale.ROOT,
        "%s for %.1f s",
        same ? "same stack" : "changing stacks",
        (seen.getLast().elapsedMs() - seen.getFirst().elapsedMs()) / 1_000);
  }

  private static ExternalSnapshotVerdict unknown(String why) {
    return new ExternalSnapshotVerdict("unknown", "unknown: " + why);
  }
}
