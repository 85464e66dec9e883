package io.sluice.admin.workflow;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
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
    allowLongStatement(connection);
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
      return insert.executeUpdate() == 1;
    }
  }

  /** Extends the statement timeout for 64 MiB; it stays below the driver's timeout. */
  private static void allowLongStatement(Connection connection) throws SQLException {
    try (var set = connection.prepareStatement("SET LOCAL statement_timeout = 14000")) {
      set.execute();
    }
  }

  boolean isRegistered(String sha256) {
    return database.transaction(
        connection -> {
          try (var select = connection.prepareStatement("SELECT FROM bundle WHERE sha256 = ?")) {
            select.setString(1, sha256);
            try (var row = select.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  /** Returns the bytes of a bundle, or empty if it is not registered. */
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
