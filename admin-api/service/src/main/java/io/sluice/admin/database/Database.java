package io.sluice.admin.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions for the statements that take a batch: accept, publish and record. What touches one
 * row at a time uses the Panache repositories.
 */
@Singleton
public final class Database {

  private final DataSource source;

  Database(DataSource source) {
    this.source = source;
  }

  /** Statements of one transaction. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs the work and commits; a throw rolls back.
   *
   * @throws DatabaseUnavailable when PostgreSQL is away: whether the commit happened is unknown
   * @throws DatabaseRefused when PostgreSQL refused a statement
   */
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  /**
   * Runs the work while nobody else in the installation holds the same lock. The work may call
   * Redis: no transaction is open.
   *
   * @return false when somebody else holds it, and nothing was done
   */
  public boolean exclusively(long lock, Runnable work) {
    try (Connection connection = source.getConnection()) {
      if (!locked(connection, "SELECT pg_try_advisory_lock(?)", lock)) {
        return false;
      }
      try {
        work.run();
      } finally {
        locked(connection, "SELECT pg_advisory_unlock(?)", lock);
      }
      return true;
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  private static boolean locked(Connection connection, String sql, long lock) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, lock);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
