package io.sluice.admin.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classifies failures of PostgreSQL: unavailable, or a refused statement. */
public final class DatabaseFailure {

  /**
   * SQL states of an unavailable server: connection lost, deadlock, too many connections, shutdown,
   * statement timeout.
   */
  private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "40", "53", "57", "58");

  private DatabaseFailure() {}

  static RuntimeException of(SQLException e) {
    return isUnavailable(e) ? new DatabaseUnavailable(e) : new DatabaseRefused(e);
  }

  /** Returns the failure of PostgreSQL behind an exception of a transaction, or the exception. */
  static RuntimeException translated(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return of(sql);
      }
    }
    return failure;
  }

  /** Returns true if the failure or one of its causes means that PostgreSQL is unavailable. */
  public static boolean isUnavailable(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseUnavailable
          || (cause instanceof SQLException sql && meansUnavailable(sql))) {
        return true;
      }
    }
    return false;
  }

  private static boolean meansUnavailable(SQLException e) {
    String state = e.getSQLState();
    // A timeout of the connection pool has no SQL state.
    return state == null
        || (state.length() >= 2 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
  }
}
