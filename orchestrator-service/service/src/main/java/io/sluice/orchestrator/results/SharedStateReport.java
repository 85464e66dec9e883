package io.sluice.orchestrator.results;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.diagnosis.CutText;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.protocol.Completed;
import io.sluice.protocol.SharedStateChange;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Logs and counts changes that executions made to the state of their JVM. Reports of a process are
 * hostile input: unlisted kinds are counted as {@code other}. Any thread, without a lock.
 */
public final class SharedStateReport {
  private static final Logger LOG = Logger.getLogger(SharedStateReport.class);
  private static final String OTHER = "other";
  private static final List<String> KINDS =
      List.of(
          "standard-streams",
          "locale",
          "time-zone",
          "system-properties",
          "security-properties",
          "uncaught-handler",
          "security-providers",
          "authenticator",
          "proxy-selector",
          "cookie-handler",
          "url-handlers",
          "socket-factory",
          "tls-defaults",
          "logging",
          "shutdown-hooks",
          OTHER);
  private static final int MAX_CHANGES = 32;
  private static final int MAX_CANDIDATES = 32;
  private static final int MAX_TEXT = 300;

  private final MeterRegistry meters;

  /**
   * Registers all counters at 0, because an alert does not see a counter whose first value is 1.
   */
  public SharedStateReport(MeterRegistry meters) {
    this.meters = meters;
    KINDS.forEach(this::counter);
  }

  private Counter counter(String kind) {
    return Counter.builder("sluice.shared.state.changes")
        .description("Changes of state that belongs to a whole JVM, made by executions in it")
        .tag("kind", kind)
        .register(meters);
  }

  /** Counts each change with the first of its candidates, and logs it with each of them. */
  void found(Completed completed, Assignment assignment) {
    completed.getSharedStateList().stream()
        .limit(MAX_CHANGES)
        .forEach(change -> found(change, assignment));
  }

  private void found(SharedStateChange change, Assignment assignment) {
    String execution = assignment.execution().attempt().executionId();
    if (change.getCandidatesCount() == 0 || change.getCandidates(0).equals(execution)) {
      counter(KINDS.contains(change.getKind()) ? change.getKind() : OTHER).increment();
    }
    LOG.warnf(
        "State of a whole JVM was changed: execution=%s workflow=%s generation=%s kind=%s"
            + " change=\"%s\" put_back=%s candidates=%s",
        execution,
        assignment.execution().body().workflowName(),
        assignment.generation(),
        text(change.getKind()),
        text(change.getWords()),
        change.getPutBack(),
        change.getCandidatesList().stream()
            .limit(MAX_CANDIDATES)
            .map(SharedStateReport::text)
            .toList());
  }

  private static String text(String foreign) {
    return CutText.start(foreign, MAX_TEXT).replaceAll("\\p{Cntrl}", "?");
  }
}
