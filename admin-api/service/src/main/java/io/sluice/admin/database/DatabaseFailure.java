package io.sluice.admin.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a PostgreSQL that is away from one that refused a statement. */
public final class DatabaseFailure {

  /** Connection lost, deadlock, no room for a connection, shutting down, statement timeout. */
  private static final Set<String> AWAY_CLASSES = Set.of("08", "40", "53", "57", "58");

  private DatabaseFailure() {}

  static RuntimeException of(SQLException e) {
    return isAway(e) ? new DatabaseUnavailable(e) : new DatabaseRefused(e);
  }

  /** Whether the failure, or a cause of it, says that PostgreSQL is away. */
  public static boolean isAway(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseUnavailable
          || (cause instanceof SQLException sql && saysAway(sql))) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysAway(SQLException e) {
    String state = e.getSQLState();
    // The pool's own "no connection in time" has no state.
    return state == null || (state.length() >= 2 && AWAY_CLASSES.contains(state.substring(0, 2)));
  }
}
