package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.Columns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SQL that changes entries, inside the caller's transaction, which has locked their workflows. A
 * trigger raises the version that the copy in Redis is compared with. JDBC and not Panache, because
 * the breaker changes the same rows in the recorder's JDBC transaction.
 */
@Singleton
final class BlacklistStore {

  /**
   * An active entry.
   *
   * @param probationLeft successes that are still wanted; absent if it is not on probation
   */
  record ActiveEntry(long id, String reason, @Nullable Integer probationLeft) {

    /** A description for the audit. */
    String description() {
      return probationLeft == null
          ? "blacklisted: " + reason
          : "on probation, " + probationLeft + " left: " + reason;
    }
  }

  /**
   * A workflow whose row this transaction has locked: transactions that count its stuck executions
   * or change its entry run one after the other.
   *
   * @param countingSince executions that got stuck before do not count; absent if all count
   */
  record LockedWorkflow(UUID id, String name, @Nullable Instant countingSince) {}

  /**
   * Locks workflows in id order and before any entry is written, so that two transactions cannot
   * deadlock.
   */
  List<LockedWorkflow> lock(Connection connection, Collection<UUID> workflows) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT id, name, counting_since FROM workflow WHERE id = ANY (?::uuid[])
            ORDER BY id FOR UPDATE
            """)) {
      Columns.array(select, 1, "uuid", List.copyOf(workflows), id -> id);
      var locked = new ArrayList<LockedWorkflow>();
      try (var row = select.executeQuery()) {
        while (row.next()) {
          locked.add(
              new LockedWorkflow(
                  Columns.uuid(row, "id"),
                  row.getString("name"),
                  Columns.instantOrNull(row, "counting_since")));
        }
      }
      return locked;
    }
  }

  /** The active entry of a workflow. */
  Optional<ActiveEntry> active(Connection connection, LockedWorkflow workflow) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT id, reason, CASE WHEN probation_since IS NOT NULL THEN probation_left END AS left_over
            FROM blacklist WHERE workflow_id = ? AND removed_at IS NULL
            """)) {
      select.setObject(1, workflow.id());
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Long left = Columns.longOrNull(row, "left_over");
        return Optional.of(
            new ActiveEntry(
                row.getLong("id"), row.getString("reason"), left == null ? null : left.intValue()));
      }
    }
  }

  /** The workflows of entries. */
  List<UUID> workflows(Connection connection, Collection<Long> entries) throws SQLException {
    if (entries.isEmpty()) {
      return List.of();
    }
    try (var select =
        connection.prepareStatement(
            "SELECT DISTINCT workflow_id FROM blacklist WHERE id = ANY (?::bigint[])")) {
      Columns.array(select, 1, "bigint", List.copyOf(entries), id -> id);
      var workflows = new ArrayList<UUID>();
      try (var row = select.executeQuery()) {
        while (row.next()) {
          workflows.add(Columns.uuid(row, "workflow_id"));
        }
      }
      return workflows;
    }
  }

  /** Adds an entry; returns false if an active one exists. */
  boolean insert(
      Connection connection,
      LockedWorkflow workflow,
      String reason,
      boolean automatic,
      int stuckCount,
      String by,
      Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO blacklist
              (workflow_id, reason, automatic, stuck_count, blacklisted_at, blacklisted_by)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (workflow_id) WHERE removed_at IS NULL DO NOTHING
            """)) {
      insert.setObject(1, workflow.id());
      insert.setString(2, reason);
      insert.setBoolean(3, automatic);
      insert.setInt(4, stuckCount);
      Columns.bind(insert, 5, now);
      insert.setString(6, by);
      return insert.executeUpdate() == 1;
    }
  }

  /** Removes an entry; the count of stuck executions starts again at 0. */
  void remove(
      Connection connection,
      LockedWorkflow workflow,
      ActiveEntry entry,
      String reason,
      String by,
      Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE blacklist SET removed_at = ?, removed_by = ?, removal_reason = ? WHERE id = ?
            """)) {
      Columns.bind(update, 1, now);
      update.setString(2, by);
      update.setString(3, reason);
      update.setLong(4, entry.id());
      update.executeUpdate();
    }
    try (var update =
        connection.prepareStatement("UPDATE workflow SET counting_since = ? WHERE id = ?")) {
      Columns.bind(update, 1, now);
      update.setObject(2, workflow.id());
      update.executeUpdate();
    }
  }

  /** Begins a probation; executions may enter once no earlier one waits. */
  void beginProbation(
      Connection connection,
      ActiveEntry entry,
      int successes,
      String reason,
      String by,
      Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE blacklist SET probation_since = ?, probation_by = ?, probation_reason = ?,
              probation_left = ? WHERE id = ?
            """)) {
      Columns.bind(update, 1, now);
      update.setString(2, by);
      update.setString(3, reason);
      update.setInt(4, successes);
      update.setLong(5, entry.id());
      update.executeUpdate();
    }
  }

  /** Sets the successes that are left after a successful trial run. */
  void left(Connection connection, ActiveEntry entry, int left) throws SQLException {
    try (var update =
        connection.prepareStatement("UPDATE blacklist SET probation_left = ? WHERE id = ?")) {
      update.setInt(1, left);
      update.setLong(2, entry.id());
      update.executeUpdate();
    }
  }

  /**
   * Ends a failed probation: the workflow is blacklisted again, and executions that were accepted
   * meanwhile must end first.
   */
  void endProbation(Connection connection, ActiveEntry entry, String reason) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE blacklist SET reason = ?, automatic = true, stuck_count = stuck_count + 1,
              emptied_at = NULL, probation_since = NULL, probation_by = NULL,
              probation_reason = NULL, probation_left = NULL WHERE id = ?
            """)) {
      update.setString(1, reason);
      update.setLong(2, entry.id());
      update.executeUpdate();
    }
  }
}
