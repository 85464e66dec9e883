package io.sluice.admin.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of hand-written SQL, for statements that take a batch: accept, publish and record.
 * Panache repositories serve single rows.
 */
@Singleton
public final class Database {

  private final DataSource source;

  Database(DataSource source) {
    this.source = source;
  }

  /** The statements of a transaction. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs the work and commits; an exception rolls back.
   *
   * @throws DatabaseUnavailable if PostgreSQL gave no answer; the commit may have happened
   * @throws DatabaseRefused if PostgreSQL refused a statement
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
   * Runs the work in a transaction that Panache repositories take part in, and commits; an
   * exception rolls back. For single rows: it costs more than {@link #transaction}.
   *
   * @throws DatabaseUnavailable if PostgreSQL gave no answer; the commit may have happened
   * @throws DatabaseRefused if PostgreSQL refused a statement
   */
  public <T extends @Nullable Object> T shared(Work<T> work) {
    try {
      return QuarkusTransaction.requiringNew()
          .call(
              () -> {
                try (Connection connection = source.getConnection()) {
                  return work.on(connection);
                }
              });
    } catch (RuntimeException e) {
      throw DatabaseFailure.translated(e);
    }
  }

  /**
   * Runs the work while this instance holds an advisory lock of the installation. No transaction is
   * open, so that the work may call Redis.
   *
   * @return false if another instance holds the lock; nothing was done
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
