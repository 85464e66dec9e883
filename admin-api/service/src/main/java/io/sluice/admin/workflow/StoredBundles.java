package io.sluice.admin.workflow;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.workflow.BundleReader.Bundle;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Table of bundles by their hash. Rows are never changed. */
@Singleton
final class StoredBundles {

  private final Database database;

  StoredBundles(Database database) {
    this.database = database;
  }

  /** Inserts a bundle; returns true if it is new. */
  boolean store(Connection connection, Bundle bundle, Instant now) throws SQLException {
    // 64 MiB take longer than other statements may; the limit stays below the driver's timeout.
    Sql.update(connection, "SET LOCAL statement_timeout = 14000");
    return Sql.update(
            connection,
            """
            INSERT INTO bundle (sha256, size_bytes, content, registered_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            bundle.sha256(),
            bundle.bytes().length,
            bundle.bytes(),
            now)
        == 1;
  }

  boolean isRegistered(String sha256) {
    return database.transaction(
        connection -> Sql.exists(connection, "SELECT FROM bundle WHERE sha256 = ?", sha256));
  }

  /** Returns the bytes of a bundle, or empty if it is not registered. */
  Optional<byte[]> bytes(String sha256) {
    return database.transaction(
        connection ->
            Sql.first(
                connection,
                "SELECT content FROM bundle WHERE sha256 = ?",
                row -> row.getBytes(1),
                sha256));
  }
}
