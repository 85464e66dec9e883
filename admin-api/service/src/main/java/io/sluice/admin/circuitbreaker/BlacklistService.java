package io.sluice.admin.circuitbreaker;

import io.sluice.admin.circuitbreaker.BlacklistChanges.BlacklistChange;
import io.sluice.admin.circuitbreaker.BlacklistStore.ActiveEntry;
import io.sluice.admin.circuitbreaker.BlacklistStore.LockedWorkflow;
import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.operations.Notifications;
import io.sluice.admin.operations.Notifications.Notice;
import io.sluice.admin.operations.Notifications.Notification;
import io.sluice.admin.webhook.Outbox;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes the blacklist by command of a person: entry, audit and notification in one transaction,
 * then the change is published. Refused commands are audited too.
 */
@Singleton
final class BlacklistService {

  private final Database database;
  private final BlacklistStore store;
  private final BlacklistFinder finder;
  private final Audit audit;
  private final Notifications notifications;
  private final BlacklistChanges changes;
  private final Outbox outbox;
  private final InstantSource clock;

  BlacklistService(
      Database database,
      BlacklistStore store,
      BlacklistFinder finder,
      Audit audit,
      Notifications notifications,
      BlacklistChanges changes,
      Outbox outbox,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.finder = finder;
    this.audit = audit;
    this.notifications = notifications;
    this.changes = changes;
    this.outbox = outbox;
    this.clock = clock;
  }

  private record Command(UUID workflow, String action, String reason, String who) {}

  private sealed interface Outcome {

    record Done(BlacklistChange change, BlacklistEntry entry, @Nullable Notification notification)
        implements Outcome {}

    record Refused(Problem problem) implements Outcome {}
  }

  @FunctionalInterface
  private interface Action {
    Outcome on(
        Connection connection, LockedWorkflow workflow, Optional<ActiveEntry> entry, Instant at)
        throws SQLException;
  }

  /**
   * Blacklists a workflow.
   *
   * @throws ProblemException if there is no such workflow, or it is on the list
   */
  BlacklistEntry add(UUID workflow, String reason, String who) {
    return carryOut(
        new Command(workflow, "blacklist.add", reason, who),
        (connection, locked, entry, now) -> {
          if (entry.isPresent() || !store.insert(connection, locked, reason, false, 0, who, now)) {
            return new Outcome.Refused(alreadyListed(locked, entry));
          }
          return new Outcome.Done(
              new BlacklistChange.Added(workflow, locked.name(), reason, false, who, now),
              finder.latest(connection, workflow),
              null);
        });
  }

  private static Problem alreadyListed(LockedWorkflow workflow, Optional<ActiveEntry> entry) {
    boolean tried = entry.filter(each -> each.probationLeft() != null).isPresent();
    return ProblemType.ALREADY_BLACKLISTED.problem(
        workflow.name()
            + (tried
                ? " is on probation. Remove it first, then blacklist it again."
                : " has an entry. Remove it first when the reason is to change."));
  }

  /**
   * Removes a workflow from the blacklist.
   *
   * @throws ProblemException if it is not on the list
   */
  void remove(UUID workflow, @Nullable String reason, String who) {
    String why = Objects.requireNonNullElse(reason, "");
    carryOut(
        new Command(workflow, "blacklist.remove", why, who),
        (connection, locked, entry, now) -> {
          if (entry.isEmpty()) {
            return new Outcome.Refused(notListed(locked));
          }
          store.remove(connection, locked, entry.get(), why, who, now);
          return new Outcome.Done(
              new BlacklistChange.Removed(workflow, locked.name(), who, now),
              finder.latest(connection, workflow),
              null);
        });
  }

  /**
   * Puts a workflow on probation.
   *
   * @throws ProblemException if it is not on the list, or on probation already
   */
  BlacklistEntry tryAgain(UUID workflow, int successes, String reason, String who) {
    return carryOut(
        new Command(workflow, "blacklist.probation", reason, who),
        (connection, locked, entry, now) -> {
          if (entry.isEmpty()) {
            return new Outcome.Refused(notListed(locked));
          }
          if (entry.get().probationLeft() != null) {
            return new Outcome.Refused(
                ProblemType.ALREADY_ON_PROBATION.problem(
                    locked.name() + " needs " + entry.get().probationLeft() + " more successes."));
          }
          store.beginProbation(connection, entry.get(), successes, reason, who, now);
          return new Outcome.Done(
              new BlacklistChange.OnProbation(workflow, locked.name(), successes, who, now),
              finder.latest(connection, workflow),
              notifications.write(connection, notice(locked, successes, who), now));
        });
  }

  private static Problem notListed(LockedWorkflow workflow) {
    return ProblemType.NOT_BLACKLISTED.problem(
        workflow.name()
            + " is not blacklisted. GET /api/platform/blacklist lists the workflows that are.");
  }

  private static Notice notice(LockedWorkflow workflow, int successes, String who) {
    return new Notice(
        Notice.Severity.INFO,
        "Workflow " + workflow.name() + " is on probation",
        "By command of "
            + who
            + ". It runs one execution at a time, each in a process of its own, and is released"
            + " after "
            + successes
            + " successes; the first one that ignores its cancel blacklists it again.",
        Notice.BLACKLIST);
  }

  private BlacklistEntry carryOut(Command command, Action action) {
    return switch (database.transaction(connection -> decide(connection, command, action))) {
      case Outcome.Refused(Problem problem) -> throw new ProblemException(problem);
      case Outcome.Done(var change, var entry, var notification) -> {
        changes.publish(List.of(change));
        notifications.publish(notification == null ? List.of() : List.of(notification));
        yield entry;
      }
    };
  }

  private Outcome decide(Connection connection, Command command, Action action)
      throws SQLException {
    List<LockedWorkflow> locked = store.lock(connection, List.of(command.workflow()));
    Optional<ActiveEntry> before =
        locked.isEmpty() ? Optional.empty() : store.active(connection, locked.getFirst());
    Outcome outcome =
        locked.isEmpty()
            ? new Outcome.Refused(
                ProblemType.NO_SUCH_WORKFLOW.problem(
                    "No workflow has this id. GET /api/workflows lists them."))
            : action.on(connection, locked.getFirst(), before, clock.instant());
    Optional<ActiveEntry> after =
        locked.isEmpty() ? Optional.empty() : store.active(connection, locked.getFirst());
    if (outcome instanceof Outcome.Done(var change, var _, var _)) {
      outbox.write(connection, change.event());
    }
    audit.write(
        connection,
        new Audit.Entry(
            command.who(),
            command.action(),
            "workflow/" + command.workflow(),
            command.reason().isEmpty() ? null : command.reason(),
            before.map(ActiveEntry::description).orElse("may run"),
            after.map(ActiveEntry::description).orElse("may run"),
            outcome instanceof Outcome.Refused(Problem problem)
                ? "refused: " + problem.title()
                : "allowed"));
    return outcome;
  }
}
