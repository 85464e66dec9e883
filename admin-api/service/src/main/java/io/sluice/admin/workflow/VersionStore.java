package io.sluice.admin.workflow;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.api.BundleApi.BundleReceipt.Registered;
import io.sluice.api.BundleApi.BundleVersion;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tables of workflows and of their versions. Plain SQL, because a workflow is inserted or changed
 * by one conditional statement.
 */
@Singleton
final class VersionStore {

  private final Database database;

  VersionStore(Database database) {
    this.database = database;
  }

  /**
   * Origin of a version.
   *
   * @param rolledBackTo the earlier version that it restores
   */
  record Source(String sha256, String who, @Nullable Integer rolledBackTo, Instant at) {}

  /**
   * Stores a workflow as its class declares it; returns empty if it already comes from this bundle.
   * The bundle must be stored. A bundle of an earlier release gets its missing schema here.
   */
  Optional<Registered> store(Connection connection, DeclaredWorkflow workflow, Source source)
      throws SQLException {
    Optional<Registered> stored =
        Sql.first(
            connection,
            """
            INSERT INTO workflow AS w (id, name, description, version, bundle_sha256, entry_point,
              timeout_seconds, execution_model, max_retries, retries_declared, idempotent,
              exclusive, at_most_once, updated_at)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, coalesce(?, 0), ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET description = excluded.description,
              version = w.version + 1, bundle_sha256 = excluded.bundle_sha256,
              entry_point = excluded.entry_point, timeout_seconds = excluded.timeout_seconds,
              execution_model = excluded.execution_model, max_retries = excluded.max_retries,
              retries_declared = excluded.retries_declared,
              idempotent = excluded.idempotent, exclusive = excluded.exclusive,
              at_most_once = excluded.at_most_once, updated_at = excluded.updated_at
            WHERE w.bundle_sha256 <> excluded.bundle_sha256
            RETURNING id, name, version
            """,
            VersionStore::registered,
            UUID.randomUUID(),
            workflow.name(),
            workflow.description().replace('\0', '?'),
            source.sha256(),
            workflow.entryPoint(),
            workflow.limits().timeoutSeconds(),
            workflow.executionModel(),
            workflow.limits().maxRetries(),
            workflow.limits().maxRetries() != null,
            workflow.guarantees().idempotent(),
            workflow.guarantees().exclusive(),
            workflow.guarantees().atMostOnce(),
            source.at());
    insertSchema(connection, workflow, source);
    if (stored.isPresent()) {
      insertVersion(connection, stored.get(), source);
    }
    return stored;
  }

  private static void insertSchema(Connection connection, DeclaredWorkflow workflow, Source source)
      throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO input_schema (bundle_sha256, entry_point, schema) VALUES (?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        source.sha256(),
        workflow.entryPoint(),
        workflow.inputSchema());
  }

  private static void insertVersion(Connection connection, Registered now, Source source)
      throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO workflow_version (workflow_id, version, bundle_sha256, registered_at,
          registered_by, rolled_back_to)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        now.workflowId(),
        now.version(),
        source.sha256(),
        source.at(),
        source.who(),
        source.rolledBackTo());
  }

  /** Returns the workflows with these names. */
  List<Registered> named(Connection connection, List<String> names) throws SQLException {
    return Sql.list(
        connection,
        "SELECT id, name, version FROM workflow WHERE name = ANY (?::text[]) ORDER BY name",
        VersionStore::registered,
        Sql.texts(names));
  }

  /** Returns true if a person registered the present version of one of these workflows. */
  boolean anyOfPerson(List<String> names) {
    return database.transaction(
        connection ->
            Sql.exists(
                connection,
                """
                SELECT FROM workflow w JOIN workflow_version v
                  ON v.workflow_id = w.id AND v.version = w.version
                WHERE w.name = ANY (?::text[]) AND v.registered_by <> ? LIMIT 1
                """,
                Sql.texts(names),
                BundleRegistrar.FOLDER));
  }

  /** Finds a workflow by its id or name. */
  Optional<Registered> find(String idOrName) {
    return database.transaction(
        connection ->
            Sql.first(
                connection,
                "SELECT id, name, version FROM workflow WHERE ? IN (name, id::text)",
                VersionStore::registered,
                idOrName));
  }

  private static Registered registered(ResultSet row) throws SQLException {
    return new Registered(Columns.uuid(row, "id"), row.getString("name"), row.getInt("version"));
  }

  /** Returns versions before the given one, newest first. */
  List<BundleVersion> versions(UUID workflow, int before, int limit) {
    return database.transaction(
        connection ->
            Sql.list(
                connection,
                """
                SELECT v.*, b.size_bytes, v.version = w.version AS current
                FROM workflow_version v JOIN bundle b ON b.sha256 = v.bundle_sha256
                  JOIN workflow w ON w.id = v.workflow_id
                WHERE v.workflow_id = ? AND v.version < ? ORDER BY v.version DESC LIMIT ?
                """,
                VersionStore::version,
                workflow,
                before,
                limit));
  }

  private static BundleVersion version(ResultSet row) throws SQLException {
    return new BundleVersion(
        row.getInt("version"),
        row.getString("bundle_sha256"),
        row.getLong("size_bytes"),
        row.getBoolean("current"),
        Columns.instant(row, "registered_at"),
        row.getString("registered_by"),
        Columns.integerOrNull(row, "rolled_back_to"));
  }
}
