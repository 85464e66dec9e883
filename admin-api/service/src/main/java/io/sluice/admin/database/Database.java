package io.sluice.admin.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.sluice.admin.database.DatabaseUnavailable.Reason;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of hand-written SQL, for statements that take a batch: accept, publish and record.
 * Panache repositories serve single rows. Three pools of connections, so that neither a person's
 * searches nor upkeep can take the connections of submits and results. See docs/operations.md.
 */
@Singleton
public final class Database {

  private static final Logger LOG = Logger.getLogger(Database.class);

  private final AgroalDataSource main;
  private final AgroalDataSource reads;
  private final AgroalDataSource upkeep;

  Database(
      AgroalDataSource main,
      @DataSource("reads") AgroalDataSource reads,
      @DataSource("upkeep") AgroalDataSource upkeep) {
    this.main = main;
    this.reads = reads;
    this.upkeep = upkeep;
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
    return run(main, false, work);
  }

  /**
   * Runs statements of a list, a search or a statistic, which only read. Each has 2 s.
   *
   * @throws DatabaseUnavailable if PostgreSQL gave no answer, or not in time
   * @throws DatabaseRefused if PostgreSQL refused a statement
   */
  public <T extends @Nullable Object> T read(Work<T> work) {
    return run(reads, true, work);
  }

  /**
   * Runs upkeep, such as leases, retention and readiness, and commits; an exception rolls back.
   *
   * @throws DatabaseUnavailable if PostgreSQL gave no answer; the commit may have happened
   * @throws DatabaseRefused if PostgreSQL refused a statement
   */
  public <T extends @Nullable Object> T upkeep(Work<T> work) {
    return run(upkeep, false, work);
  }

  /**
   * Checks that PostgreSQL answers and accepts writes.
   *
   * @throws DatabaseUnavailable if it does not
   * @throws DatabaseRefused if it refused the test
   */
  public void requireWritable() {
    upkeep(
        connection ->
            Sql.update(connection, "UPDATE queue_generation SET since = since WHERE false"));
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
                try (Connection connection = main.getConnection()) {
                  return work.on(connection);
                }
              });
    } catch (RuntimeException e) {
      throw observed(DatabaseFailure.translated(e));
    }
  }

  private <T extends @Nullable Object> T run(
      AgroalDataSource pool, boolean readOnly, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      if (readOnly) {
        connection.setReadOnly(true);
      }
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
      throw observed(DatabaseFailure.of(e));
    }
  }

  /**
   * Replaces all connections after a statement was refused because its session only reads: sessions
   * that were made while the server only read stay so, also when it accepts writes again.
   */
  private RuntimeException observed(RuntimeException failure) {
    if (failure instanceof DatabaseUnavailable away && away.reason() == Reason.READ_ONLY) {
      LOG.warn("PostgreSQL accepts reads only: the connections are replaced");
      List.of(main, upkeep).forEach(pool -> pool.flush(FlushMode.GRACEFUL));
    }
    return failure;
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
