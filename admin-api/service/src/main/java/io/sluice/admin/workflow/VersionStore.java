package io.sluice.admin.workflow;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.api.BundleApi.BundleReceipt.Registered;
import io.sluice.api.BundleApi.BundleVersion;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables of workflows and of their versions. */
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
   */
  Optional<Registered> store(Connection connection, DeclaredWorkflow workflow, Source source)
      throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO workflow AS w (id, name, description, version, bundle_sha256, entry_point,
              timeout_seconds, execution_model, max_retries, idempotent, exclusive,
              at_most_once, updated_at)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET description = excluded.description,
              version = w.version + 1, bundle_sha256 = excluded.bundle_sha256,
              entry_point = excluded.entry_point, timeout_seconds = excluded.timeout_seconds,
              execution_model = excluded.execution_model, max_retries = excluded.max_retries,
              idempotent = excluded.idempotent, exclusive = excluded.exclusive,
              at_most_once = excluded.at_most_once, updated_at = excluded.updated_at
            WHERE w.bundle_sha256 <> excluded.bundle_sha256
            RETURNING id, version
            """)) {
      upsert.setObject(1, UUID.randomUUID());
      upsert.setString(2, workflow.name());
      upsert.setString(3, workflow.description().replace('\0', '?'));
      upsert.setString(4, source.sha256());
      upsert.setString(5, workflow.entryPoint());
      upsert.setObject(6, workflow.timeoutSeconds(), Types.INTEGER);
      upsert.setString(7, workflow.executionModel());
      upsert.setInt(8, workflow.maxRetries());
      upsert.setBoolean(9, workflow.idempotent());
      upsert.setBoolean(10, workflow.exclusive());
      upsert.setBoolean(11, workflow.atMostOnce());
      Columns.bind(upsert, 12, source.at());
      try (var row = upsert.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var now = new Registered(Columns.uuid(row, "id"), workflow.name(), row.getInt("version"));
        insertVersion(connection, now, source);
        return Optional.of(now);
      }
    }
  }

  private static void insertVersion(Connection connection, Registered now, Source source)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO workflow_version (workflow_id, version, bundle_sha256, registered_at,
              registered_by, rolled_back_to)
            VALUES (?, ?, ?, ?, ?, ?)
            """)) {
      insert.setObject(1, now.workflowId());
      insert.setInt(2, now.version());
      insert.setString(3, source.sha256());
      Columns.bind(insert, 4, source.at());
      insert.setString(5, source.who());
      insert.setObject(6, source.rolledBackTo(), Types.INTEGER);
      insert.executeUpdate();
    }
  }

  /** Returns the workflows with these names. */
  List<Registered> named(Connection connection, List<String> names) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT id, name, version FROM workflow WHERE name = ANY (?::text[]) ORDER BY name")) {
      Columns.array(select, 1, "text", names, name -> name);
      var found = new ArrayList<Registered>();
      try (var row = select.executeQuery()) {
        while (row.next()) {
          found.add(registered(row));
        }
      }
      return found;
    }
  }

  /** Returns true if a person registered the present version of one of these workflows. */
  boolean anyOfPerson(List<String> names) {
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT FROM workflow w JOIN workflow_version v
                    ON v.workflow_id = w.id AND v.version = w.version
                  WHERE w.name = ANY (?::text[]) AND v.registered_by <> ? LIMIT 1
                  """)) {
            Columns.array(select, 1, "text", names, name -> name);
            select.setString(2, BundleRegistrar.FOLDER);
            try (var row = select.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  /** Finds a workflow by its id or name. */
  Optional<Registered> find(String idOrName) {
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT id, name, version FROM workflow WHERE ? IN (name, id::text)")) {
            select.setString(1, idOrName);
            try (var row = select.executeQuery()) {
              return row.next() ? Optional.of(registered(row)) : Optional.empty();
            }
          }
        });
  }

  private static Registered registered(ResultSet row) throws SQLException {
    return new Registered(Columns.uuid(row, "id"), row.getString("name"), row.getInt("version"));
  }

  /** Returns versions before the given one, newest first. */
  List<BundleVersion> versions(UUID workflow, int before, int limit) {
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT v.*, b.size_bytes, v.version = w.version AS current
                  FROM workflow_version v JOIN bundle b ON b.sha256 = v.bundle_sha256
                    JOIN workflow w ON w.id = v.workflow_id
                  WHERE v.workflow_id = ? AND v.version < ? ORDER BY v.version DESC LIMIT ?
                  """)) {
            select.setObject(1, workflow);
            select.setInt(2, before);
            select.setInt(3, limit);
            var versions = new ArrayList<BundleVersion>();
            try (var row = select.executeQuery()) {
              while (row.next()) {
                versions.add(version(row));
              }
            }
            return versions;
          }
        });
  }

  private static BundleVersion version(ResultSet row) throws SQLException {
    Long rolledBackTo = Columns.longOrNull(row, "rolled_back_to");
    return new BundleVersion(
        row.getInt("version"),
        row.getString("bundle_sha256"),
        row.getLong("size_bytes"),
        row.getBoolean("current"),
        Columns.instant(row, "registered_at"),
        row.getString("registered_by"),
        rolledBackTo == null ? null : rolledBackTo.intValue());
  }
}
