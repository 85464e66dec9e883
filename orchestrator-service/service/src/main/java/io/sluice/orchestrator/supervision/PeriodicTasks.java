package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.claim.ClaimLoop;
import io.sluice.orchestrator.claim.ExclusiveGuard;
import io.sluice.orchestrator.claim.LeaseReaper;
import io.sluice.orchestrator.claim.LeaseRenewer;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.ReplaceReason;
import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.orchestrator.process.ProcessLinkServer;
import io.sluice.orchestrator.results.OutcomeReporter;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.service.LoopGuard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs periodic tasks: pings, the check of unreported executions, limits, leases, reaping. Four
 * threads of its own, so that only Redis can delay a renewal.
 */
public final class PeriodicTasks {
  /**
   * Intervals and limits.
   *
   * @param pingEvery interval of pings
   * @param orchestratorWatchdog a process ends itself after this time without a Ping
   * @param backstop time after a cancel, the grace period included, from which on an execution that
   *     its process has not reported is checked from outside
   * @param renewEvery interval of lease renewals
   */
  public record Times(
      Duration pingEvery, Duration orchestratorWatchdog, Duration backstop, Duration renewEvery) {}

  private final ProcessLinkServer links;
  private final InstantSource clock;
  private final Processes processes;
  private final SlotScheduler scheduler;
  private final OutcomeReporter outcomes;
  private final Mailbox mailbox;
  private final LeaseRenewer renewer;
  private final LeaseReaper reaper;
  private final ExclusiveGuard exclusiveGuard;
  private final ClaimLoop claimLoop;
  private final Runnable meters;
  private final Times times;
  private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService limits = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService leases = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService redis = Executors.newSingleThreadScheduledExecutor();
  private long sequence;

  public PeriodicTasks(
      ProcessLinkServer links,
      InstantSource clock,
      Processes processes,
      SlotScheduler scheduler,
      OutcomeReporter outcomes,
      Mailbox mailbox,
      LeaseRenewer renewer,
      LeaseReaper reaper,
      ExclusiveGuard exclusiveGuard,
      ClaimLoop claimLoop,
      Runnable meters,
      Times times) {
    this.links = links;
    this.clock = clock;
    this.processes = processes;
    this.scheduler = scheduler;
    this.outcomes = outcomes;
    this.mailbox = mailbox;
    this.renewer = renewer;
    this.reaper = reaper;
    this.exclusiveGuard = exclusiveGuard;
    this.claimLoop = claimLoop;
    this.meters = meters;
    this.times = times;
  }

  public void start() {
    renewer.begin();
    every(pings, "ping", times.pingEvery(), this::ping);
    every(pings, "exclusive-guard", Duration.ofSeconds(1), exclusiveGuard);
    every(limits, "process-limits", Duration.ofSeconds(5), this::handOverWhatPassedALimit);
    every(limits, "process-meters", Duration.ofSeconds(5), meters);
    every(leases, "lease-renewer", times.renewEvery(), renewer);
    every(redis, "overdue", Duration.ofSeconds(1), claimLoop::seeToOverdue);
    every(redis, "reaper", Duration.ofSeconds(1), reaper);
  }

  public void stop() {
    pings.shutdownNow();
    limits.shutdownNow();
    leases.shutdownNow();
    redis.shutdownNow();
  }

  private void ping() {
    sequence++;
    for (Processes.Entry entry : processes.all()) {
      ProcessLink link = entry.link();
      if (link != null) {
        link.ping(sequence, times.orchestratorWatchdog());
        links.afterSending(() -> processes.pinged(link.generation(), clock.instant()));
      }
    }
    scheduler
        .overdue(times.backstop())
        .forEach(
            assignment -> {
              Generation generation = assignment.generation();
              outcomes.unresponsive(
                  assignment, () -> mailbox.post(new FleetEvent.StuckReported(generation)));
            });
  }

  /**
   * Posts processes that exceed a limit, repeatedly: a process that is not ACTIVE yet is handed
   * over once it is.
   */
  private void handOverWhatPassedALimit() {
    for (Processes.Entry entry : processes.all()) {
      ProcessLink link = entry.link();
      if (link != null) {
        entry
            .process()
            .passedLimit()
            .ifPresent(
                _ ->
                    mailbox.post(
                        new FleetEvent.ReplaceDue(link.generation(), ReplaceReason.WORN_OUT)));
      }
    }
  }

  private static void every(
      ScheduledExecutorService executor, String name, Duration period, Runnable action) {
    var _ =
        executor.scheduleWithFixedDelay(
            new LoopGuard(name).guarding(action),
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }
}
