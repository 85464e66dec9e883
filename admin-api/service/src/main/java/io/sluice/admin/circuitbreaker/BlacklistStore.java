package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
    return Sql.list(
        connection,
        """
            SELECT id, name, counting_since FROM workflow WHERE id = ANY (?::uuid[])
            ORDER BY id FOR UPDATE
            """,
        row ->
            new LockedWorkflow(
                Columns.uuid(row, "id"),
                row.getString("name"),
                Columns.instantOrNull(row, "counting_since")),
        Sql.column("uuid", List.copyOf(workflows), id -> id));
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
    return Sql.list(
        connection,
        "SELECT DISTINCT workflow_id FROM blacklist WHERE id = ANY (?::bigint[])",
        row -> Columns.uuid(row, "workflow_id"),
        Sql.column("bigint", List.copyOf(entries), id -> id));
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
    return Sql.update(
            connection,
            """
            INSERT INTO blacklist
              (workflow_id, reason, automatic, stuck_count, blacklisted_at, blacklisted_by)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (workflow_id) WHERE removed_at IS NULL DO NOTHING
            """,
            workflow.id(),
            reason,
            automatic,
            stuckCount,
            now,
            by)
        == 1;
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
    Sql.update(
        connection,
        """
            UPDATE blacklist SET removed_at = ?, removed_by = ?, removal_reason = ? WHERE id = ?
            """,
        now,
        by,
        reason,
        entry.id());
    Sql.update(
        connection, "UPDATE workflow SET counting_since = ? WHERE id = ?", now, workflow.id());
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
    Sql.update(
        connection,
        """
            UPDATE blacklist SET probation_since = ?, probation_by = ?, probation_reason = ?,
              probation_left = ? WHERE id = ?
            """,
        now,
        by,
        reason,
        successes,
        entry.id());
  }

  /** Sets the successes that are left after a successful trial run. */
  void left(Connection connection, ActiveEntry entry, int left) throws SQLException {
    Sql.update(
        connection, "UPDATE blacklist SET probation_left = ? WHERE id = ?", left, entry.id());
  }

  /**
   * Ends a failed probation: the workflow is blacklisted again, and executions that were accepted
   * meanwhile must end first.
   */
  void endProbation(Connection connection, ActiveEntry entry, String reason) throws SQLException {
    Sql.update(
        connection,
        """
            UPDATE blacklist SET reason = ?, automatic = true, stuck_count = stuck_count + 1,
              emptied_at = NULL, probation_since = NULL, probation_by = NULL,
              probation_reason = NULL, probation_left = NULL WHERE id = ?
            """,
        reason,
        entry.id());
  }
}
