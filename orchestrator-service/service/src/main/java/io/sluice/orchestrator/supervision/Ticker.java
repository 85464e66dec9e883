package io.sluice.orchestrator.supervision;

import io.sluice.loop.LoopGuard;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.ReplaceReason;
import io.sluice.orchestrator.intake.ExclusiveGuard;
import io.sluice.orchestrator.intake.Intake;
import io.sluice.orchestrator.intake.LeaseRenewer;
import io.sluice.orchestrator.intake.Outcomes;
import io.sluice.orchestrator.intake.Reaper;
import io.sluice.orchestrator.link.ProcessLink;
import io.sluice.orchestrator.link.ProcessLinkServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs periodic tasks: pings, the check of unreported executions, limits, leases, reaping. Four
 * threads of its own, so that only Redis can delay a renewal.
 */
public final class Ticker {
  /**
   * Intervals and limits.
   *
   * @param pingEvery interval of pings
   * @param deadman a process ends itself after this time without a Ping
   * @param backstop an execution is checked from outside if its process is late with its report by
   *     this time
   * @param renewEvery interval of lease renewals
   */
  public record Times(
      Duration pingEvery, Duration deadman, Duration backstop, Duration renewEvery) {}

  private final ProcessLinkServer links;
  private final InstantSource clock;
  private final Processes processes;
  private final Dispatcher dispatcher;
  private final Outcomes outcomes;
  private final Mailbox mailbox;
  private final LeaseRenewer renewer;
  private final Reaper reaper;
  private final ExclusiveGuard exclusiveGuard;
  private final Intake intake;
  private final Runnable meters;
  private final Times times;
  private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService limits = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService leases = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService redis = Executors.newSingleThreadScheduledExecutor();
  private long sequence;

  public Ticker(
      ProcessLinkServer links,
      InstantSource clock,
      Processes processes,
      Dispatcher dispatcher,
      Outcomes outcomes,
      Mailbox mailbox,
      LeaseRenewer renewer,
      Reaper reaper,
      ExclusiveGuard exclusiveGuard,
      Intake intake,
      Runnable meters,
      Times times) {
    this.links = links;
    this.clock = clock;
    this.processes = processes;
    this.dispatcher = dispatcher;
    this.outcomes = outcomes;
    this.mailbox = mailbox;
    this.renewer = renewer;
    this.reaper = reaper;
    this.exclusiveGuard = exclusiveGuard;
    this.intake = intake;
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
    every(redis, "overdue", Duration.ofSeconds(1), intake::seeToOverdue);
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
        link.ping(sequence, times.deadman());
        links.afterSending(() -> processes.pinged(link.generation(), clock.instant()));
      }
    }
    dispatcher
        .overdue(times.backstop())
        .forEach(
            assignment -> {
              Generation generation = assignment.generation();
              outcomes.unheard(
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
                        new FleetEvent.WornOut(link.generation(), ReplaceReason.WORN_OUT)));
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
