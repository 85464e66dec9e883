package io.sluice.admin.circuitbreaker;

import io.sluice.admin.circuitbreaker.BlacklistChanges.BlacklistChange;
import io.sluice.admin.circuitbreaker.BlacklistStore.ActiveEntry;
import io.sluice.admin.circuitbreaker.BlacklistStore.LockedWorkflow;
import io.sluice.admin.circuitbreaker.Breaker.Result;
import io.sluice.admin.circuitbreaker.Breaker.TrialEnd;
import io.sluice.admin.circuitbreaker.BreakerRules.BreakerPolicy;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.operations.Notifications;
import io.sluice.admin.operations.Notifications.Notice;
import io.sluice.admin.operations.Notifications.Notification;
import io.sluice.admin.webhook.Outbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes the decisions of the breaker rules, one locked workflow after the other. */
@Singleton
final class BreakerExecutor {

  /** The actor in the list, its history and the audit. */
  private static final String BREAKER = "circuit-breaker";

  private static final String PROBATION = "probation";

  private final StuckEventStore events;
  private final BlacklistStore entries;
  private final Notifications notifications;
  private final Outbox outbox;
  private final Audit audit;

  BreakerExecutor(
      StuckEventStore events,
      BlacklistStore entries,
      Notifications notifications,
      Outbox outbox,
      Audit audit) {
    this.events = events;
    this.entries = entries;
    this.notifications = notifications;
    this.outbox = outbox;
    this.audit = audit;
  }

  Decisions in(Connection connection, BreakerPolicy policy, Instant now) {
    return new Decisions(connection, policy, now);
  }

  /** The decisions of one transaction. */
  final class Decisions {

    private final Connection connection;
    private final BreakerPolicy policy;
    private final Instant now;
    private final List<BlacklistChange> changes = new ArrayList<>();
    private final List<Notification> written = new ArrayList<>();
    private final List<Audit.Entry> audited = new ArrayList<>();

    private Decisions(Connection connection, BreakerPolicy policy, Instant now) {
      this.connection = connection;
      this.policy = policy;
      this.now = now;
    }

    /** Writes the audit, on whose lock other transactions wait: call it last. */
    Result close() throws SQLException {
      outbox.write(connection, changes.stream().map(BlacklistChange::event).toList());
      if (!audited.isEmpty()) {
        audit.write(connection, audited);
      }
      return new Result(List.copyOf(changes), List.copyOf(written));
    }

    /** Counts stuck executions and trips the breaker if there are too many. */
    void count(LockedWorkflow workflow) throws SQLException {
      Instant from = BreakerRules.countsFrom(policy, workflow.countingSince(), now);
      StuckEventStore.Count count = events.count(connection, workflow.id(), from);
      Optional<String> reason = BreakerRules.onStuck(count.executions(), count.mostOften(), policy);
      if (reason.isPresent()
          && entries.insert(
              connection, workflow, reason.get(), true, count.executions(), BREAKER, now)) {
        blacklisted(workflow, reason.get(), null);
      }
    }

    /** Evaluates the ends of trial runs; returns true if they released the workflow. */
    boolean trials(LockedWorkflow workflow, List<TrialEnd> ends) throws SQLException {
      for (TrialEnd end : ends) {
        ActiveEntry entry = entries.active(connection, workflow).orElse(null);
        Integer left = entry == null ? null : entry.probationLeft();
        if (entry == null || left == null || entry.id() != end.entry()) {
          continue;
        }
        switch (BreakerRules.onTrial(left, end.ignoredItsCancel(), end.topFrame())) {
          case BreakerRules.TrialEffect.Left(int successes) ->
              entries.left(connection, entry, successes);
          case BreakerRules.TrialEffect.Failed(String reason) -> {
            entries.endProbation(connection, entry, reason);
            blacklisted(workflow, reason, entry);
          }
          case BreakerRules.TrialEffect.Released() -> {
            released(workflow, entry);
            return true;
          }
        }
      }
      return false;
    }

    private void blacklisted(LockedWorkflow workflow, String reason, @Nullable ActiveEntry before)
        throws SQLException {
      changes.add(
          new BlacklistChange.Added(workflow.id(), workflow.name(), reason, true, BREAKER, now));
      announce(
          workflow,
          new Notice(
              Notice.Severity.WARNING,
              "Workflow " + workflow.name() + " was blacklisted",
              "Reason: "
                  + reason
                  + ". Waiting executions end as BLOCKED, new ones are refused, running ones continue."
                  + " Read the dossiers, fix the workflow, then try it on probation or remove it"
                  + " from the blacklist.",
              Notice.BLACKLIST),
          "blacklist.add",
          reason,
          before == null ? "may run" : "on probation",
          "blacklisted: " + reason);
    }

    private void released(LockedWorkflow workflow, ActiveEntry entry) throws SQLException {
      String reason = "its trial runs succeeded";
      entries.left(connection, entry, 0);
      entries.remove(connection, workflow, entry, reason, PROBATION, now);
      changes.add(new BlacklistChange.Removed(workflow.id(), workflow.name(), PROBATION, now));
      announce(
          workflow,
          new Notice(
              Notice.Severity.INFO,
              "Workflow " + workflow.name() + " is released",
              "Its trial runs succeeded: it runs as before, and its count starts again at 0.",
              Notice.BLACKLIST),
          "blacklist.remove",
          reason,
          "on probation",
          "may run");
    }

    private void announce(
        LockedWorkflow workflow,
        Notice notice,
        String action,
        String reason,
        String before,
        String after)
        throws SQLException {
      written.add(notifications.write(connection, notice, now));
      audited.add(
          new Audit.Entry(
              BREAKER, action, "workflow/" + workflow.id(), reason, before, after, "allowed"));
    }
  }
}
