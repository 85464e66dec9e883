package io.sluice.admin.bundle;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores a bundle with its workflows in one transaction; all of it, or nothing. */
@Singleton
final class BundleRows {

  private final Database database;
  private final InstantSource clock;

  BundleRows(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Answers the names of workflows that are new or changed by it. */
  List<String> register(Bundle bundle) {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          store(connection, bundle, now);
          var changed = new ArrayList<String>();
          for (FoundWorkflow workflow : bundle.workflows()) {
            if (store(connection, bundle, workflow, now)) {
              changed.add(workflow.name());
            }
          }
          return changed;
        });
  }

  private static void store(Connection connection, Bundle bundle, Instant now) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO bundle (sha256, size_bytes, content, registered_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """)) {
      insert.setString(1, bundle.sha256());
      insert.setLong(2, bundle.bytes().length);
      insert.setBytes(3, bundle.bytes());
      Columns.bind(insert, 4, now);
      insert.executeUpdate();
    }
  }

  private static boolean store(
      Connection connection, Bundle bundle, FoundWorkflow workflow, Instant now)
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
            """)) {
      upsert.setObject(1, UUID.randomUUID());
      upsert.setString(2, workflow.name());
      upsert.setString(3, workflow.description().replace('\0', '?'));
      upsert.setString(4, bundle.sha256());
      upsert.setString(5, workflow.entryPoint());
      upsert.setObject(6, workflow.timeoutSeconds(), Types.INTEGER);
      upsert.setString(7, workflow.executionModel());
      upsert.setInt(8, workflow.maxRetries());
      upsert.setBoolean(9, workflow.idempotent());
      upsert.setBoolean(10, workflow.exclusive());
      upsert.setBoolean(11, workflow.atMostOnce());
      Columns.bind(upsert, 12, now);
      return upsert.executeUpdate() == 1;
    }
  }

  /** The bytes of a bundle; empty when it is not registered. */
  Optional<byte[]> bytes(String sha256) {
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement("SELECT content FROM bundle WHERE sha256 = ?")) {
            select.setString(1, sha256);
            try (var row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
          }
        });
  }
}
