package io.sluice.admin.bundle;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Bundles by their hash, never changed, as SQL. */
@Singleton
final class BundleRows {

  private final Database database;

  BundleRows(Database database) {
    this.database = database;
  }

  /** Answers whether it is new. */
  boolean store(Connection connection, Bundle bundle, Instant now) throws SQLException {
    patiently(connection);
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

  /** 64 MiB take longer than other statements may; less than the driver waits for an answer. */
  private static void patiently(Connection connection) throws SQLException {
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
