package io.sluice.orchestrator.supervision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.orchestrator.WarningLimit;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.LinkMapping;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.protocol.Attempt;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Accepts reports of a process only about attempts in its own slots, so that a hostile workflow
 * cannot end, or write into the log of, an execution of another process. Safe for use by many
 * threads.
 */
final class SenderCheck {
  private static final Logger LOG = Logger.getLogger(SenderCheck.class);

  /** Kind of report about an attempt. */
  enum Report {
    COMPLETED,
    STUCK,
    PROGRESS,
    LOG,
    SPANS
  }

  private final SlotScheduler scheduler;
  private final Map<Report, Counter> foreign = new EnumMap<>(Report.class);
  private final WarningLimit limit = new WarningLimit();

  SenderCheck(SlotScheduler scheduler, MeterRegistry meters) {
    this.scheduler = scheduler;
    for (Report report : Report.values()) {
      foreign.put(
          report,
          meters.counter(
              "sluice.link.foreign.reports", "kind", report.name().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Returns true if the attempt is in a slot of the sender, and counts the report otherwise. Log
   * lines are accepted until shortly after the attempt left the slot.
   */
  boolean isOwn(Generation sender, Attempt attempt, Report report) {
    Optional<Generation> holder =
        scheduler.holder(LinkMapping.attempt(attempt), report == Report.LOG);
    if (holder.filter(sender::equals).isPresent()) {
      return true;
    }
    Counter counter = foreign.get(report);
    if (counter != null) {
      counter.increment();
    }
    limit.allow(
        leftOut ->
            LOG.warnf(
                "A process reported an execution that is not in it, which is ignored: kind=%s"
                    + " generation=%s execution=%s in=%s similar_left_out=%d",
                report,
                sender,
                LinkMapping.printable(attempt.getExecutionId()),
                holder.map(Generation::toString).orElse("none"),
                leftOut));
    return false;
  }
}
