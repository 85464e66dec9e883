package io.sluice.admin.execution.submit;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.RunnableWorkflow;
import io.sluice.admin.execution.SubmissionGate;
import io.sluice.admin.http.Uuids;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of the accept transaction; each takes a batch. */
@Singleton
final class SubmissionStore {

  /**
   * Hashes of a body.
   *
   * @param canonical of its canonical form
   * @param reserialized of the record that was read, written again: what earlier versions compare,
   *     which may serve beside this one
   */
  record BodyHashes(String canonical, String reserialized) {}

  /**
   * The first use of an idempotency key.
   *
   * @param canonicalHash null if an earlier version wrote it
   */
  record HeldKey(@Nullable String canonicalHash, String bodyHash, UUID executionId, Instant since) {

    boolean isOf(BodyHashes hashes) {
      return canonicalHash == null
          ? bodyHash.equals(hashes.reserialized())
          : canonicalHash.equals(hashes.canonical());
    }
  }

  /** Workflows by what was asked for: a name or an id. */
  Map<String, RunnableWorkflow> workflows(Connection connection, List<String> names)
      throws SQLException {
    var workflows = new HashMap<String, RunnableWorkflow>();
    try (var select =
        connection.prepareStatement(
            """
            SELECT n.asked, w.id, w.name, w.bundle_sha256, w.entry_point, w.timeout_seconds,
              w.execution_model,
              CASE WHEN w.retries_declared THEN w.max_retries END AS max_retries, w.exclusive OR coalesce(d.probation, false) AS exclusive,
              w.at_most_once, w.enabled, CASE WHEN NOT d.probation THEN d.reason END AS reason,
              d.blacklisted_at
            FROM unnest(?::text[], ?::uuid[]) AS n(asked, id)
            JOIN workflow w ON w.name = n.asked OR w.id = n.id
            LEFT JOIN blacklist_door d ON d.workflow_id = w.id
            """)) {
      Columns.array(select, 1, "text", names, SubmissionStore::storable);
      Columns.array(select, 2, "uuid", names, SubmissionStore::uuid);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          workflows.put(row.getString("asked"), workflow(row));
        }
      }
    }
    return workflows;
  }

  private static RunnableWorkflow workflow(ResultSet row) throws SQLException {
    Long timeout = Columns.longOrNull(row, "timeout_seconds");
    return new RunnableWorkflow(
        Columns.uuid(row, "id"),
        new SubmissionGate(
            row.getString("name"),
            row.getBoolean("enabled"),
            Columns.text(row, "reason"),
            Columns.instantOrNull(row, "blacklisted_at")),
        row.getString("bundle_sha256"),
        row.getString("entry_point"),
        new RunnableWorkflow.Defaults(
            timeout == null ? null : timeout.intValue(),
            Columns.text(row, "execution_model"),
            Columns.integerOrNull(row, "max_retries")),
        row.getBoolean("exclusive"),
        row.getBoolean("at_most_once"));
  }

  /** Stores the key for an execution; returns the first use if the key was used meanwhile. */
  Optional<HeldKey> hold(
      Connection connection,
      String organization,
      String key,
      BodyHashes hashes,
      UUID executionId,
      Instant now)
      throws SQLException {
    int inserted =
        Sql.update(
            connection,
            """
            INSERT INTO idempotency_key (organization, key, body_hash, canonical_hash, execution_id,
              created_at)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            organization,
            key,
            hashes.reserialized(),
            hashes.canonical(),
            executionId,
            now);
    return inserted == 1 ? Optional.empty() : held(connection, organization, key);
  }

  /** Returns the first use of a key. */
  Optional<HeldKey> held(Connection connection, String organization, String key)
      throws SQLException {
    return Sql.first(
        connection,
        """
        SELECT canonical_hash, body_hash, execution_id, created_at FROM idempotency_key
        WHERE organization = ? AND key = ?
        """,
        row ->
            new HeldKey(
                Columns.text(row, "canonical_hash"),
                row.getString("body_hash"),
                Columns.uuid(row, "execution_id"),
                Columns.instant(row, "created_at")),
        organization,
        key);
  }

  private static String storable(String name) {
    return name.replace('\0', '?');
  }

  private static @Nullable UUID uuid(String text) {
    return text.length() == 36 ? Uuids.parse(text).orElse(null) : null;
  }
}
