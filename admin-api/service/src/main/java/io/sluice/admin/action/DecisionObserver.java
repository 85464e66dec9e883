package io.sluice.admin.action;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.action.Voting.Decided;
import io.sluice.admin.execution.ExecutionListener;
import io.sluice.admin.execution.ExecutionsEnded;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Logs, counts and publishes decisions of councils, after their commit. Safe on every thread. */
@Singleton
final class DecisionObserver {

  private static final Logger LOG = Logger.getLogger(DecisionObserver.class);
  private static final String DECISIONS = "sluice.council.decisions";

  private final MeterRegistry meters;
  private final ExecutionListener listener;
  private final ExecutionsEnded ends;

  DecisionObserver(MeterRegistry meters, ExecutionListener listener, ExecutionsEnded ends) {
    this.meters = meters;
    this.listener = listener;
    this.ends = ends;
    for (CouncilDecision decision : CouncilDecision.values()) {
      count(decision);
    }
  }

  void decided(Decided decided) {
    LOG.infof(
        "council decided execution=%s type=%s decision=%s",
        decided.action().id(), decided.action().type(), decided.decision().word());
    count(decided.decision()).increment();
    if (decided.approved()) {
      listener.queued(List.of(decided.action().id()));
    }
    decided.ended().ifPresent(ends::ended);
  }

  private Counter count(CouncilDecision decision) {
    return meters.counter(DECISIONS, "decision", decision.word());
  }
}
