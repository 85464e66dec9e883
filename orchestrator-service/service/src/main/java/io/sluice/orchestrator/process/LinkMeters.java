package io.sluice.orchestrator.process;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.orchestrator.WarningLimit;
import io.sluice.orchestrator.fleet.Generation;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Counts and logs refused connections and failed messages. Safe for use by many threads. */
final class LinkMeters {
  private static final Logger LOG = Logger.getLogger(LinkMeters.class);

  /** Reason for refusing a connection or stream. */
  enum Refusal {
    WRONG_TOKEN,
    WRONG_VERSION,
    NO_HELLO,
    TOO_MANY
  }

  private final MeterRegistry meters;
  private final Counter failures;
  private final WarningLimit limit = new WarningLimit();

  LinkMeters(MeterRegistry meters) {
    this.meters = meters;
    this.failures = meters.counter("sluice.link.messages.failed");
    for (Refusal refusal : Refusal.values()) {
      var _ = meters.counter("sluice.link.refused", "reason", word(refusal));
    }
  }

  /** Counts and logs a message that could not be handled. */
  void failed(Generation generation, String kind, Throwable why) {
    failures.increment();
    limit.allow(
        leftOut ->
            LOG.errorf(
                why,
                "A message of a process was not handled and is dropped: generation=%s kind=%s similar_left_out=%d",
                generation,
                kind,
                leftOut));
  }

  void refused(Refusal reason, String why) {
    meters.counter("sluice.link.refused", "reason", word(reason)).increment();
    limit.allow(
        leftOut ->
            LOG.warnf(
                "A connection to the link was refused: reason=%s detail=%s similar_left_out=%d",
                word(reason), why, leftOut));
  }

  private static String word(Refusal refusal) {
    return refusal.name().toLowerCase(Locale.ROOT);
  }
}
