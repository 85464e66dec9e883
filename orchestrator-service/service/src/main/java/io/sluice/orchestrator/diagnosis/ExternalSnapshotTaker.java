package io.sluice.orchestrator.diagnosis;

import io.sluice.orchestrator.process.KernelView;
import io.sluice.orchestrator.process.LaunchedProcess;
import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.queue.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Collects evidence from a process that does not report: asks it over the link, and if it does not
 * answer, asks the JVM by SIGQUIT and the kernel. Blocks for up to 4 s, so it is for virtual
 * threads.
 */
public final class ExternalSnapshotTaker {
  private static final Duration DUMP_TIMEOUT = Duration.ofSeconds(2);

  /** Long enough for a meaningful difference of processor time between two dumps. */
  private static final Duration BETWEEN_DUMPS = Duration.ofMillis(500);

  /**
   * Requests dossiers from a process; completes within 2 s, with fewer or no dossiers if it does
   * not answer.
   */
  public interface Sampling {
    CompletableFuture<List<String>> take(ProcessLink link, List<Attempt> attempts);
  }

  private final Sampling sampling;
  private final InstantSource clock;

  public ExternalSnapshotTaker(Sampling sampling, InstantSource clock) {
    this.sampling = sampling;
    this.clock = clock;
  }

  ExternalSnapshot take(ProcessLink link, LaunchedProcess process, List<Attempt> attempts) {
    KernelView before = process.kernelView();
    List<String> answers = sampling.take(link, attempts).join();
    List<ThreadDump> dumps = answers.isEmpty() ? dumps(process) : List.of();
    return new ExternalSnapshot(answers, before, process.kernelView(), dumps);
  }

  private List<ThreadDump> dumps(LaunchedProcess process) {
    Instant until = clock.instant().plus(DUMP_TIMEOUT);
    var dumps = new ArrayList<ThreadDump>();
    String first = process.threadDump(DUMP_TIMEOUT);
    if (!first.isEmpty()) {
      dumps.add(ThreadDump.parse(first));
      LockSupport.parkNanos(BETWEEN_DUMPS.toNanos());
      Duration left = Duration.between(clock.instant(), until);
      if (left.isPositive()) {
        dumps.add(ThreadDump.parse(process.threadDump(left)));
      }
    }
    return dumps;
  }
}
