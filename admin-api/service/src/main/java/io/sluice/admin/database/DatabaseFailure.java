package io.sluice.admin.database;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
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
    return reasons(failure)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst()
        .map(DatabaseFailure::of)
        .orElse(failure);
  }

  /** Returns true if the failure or a reason of it means that PostgreSQL is unavailable. */
  public static boolean isUnavailable(@Nullable Throwable failure) {
    return failure != null
        && reasons(failure)
            .anyMatch(
                reason ->
                    reason instanceof DatabaseUnavailable
                        || (reason instanceof SQLException sql && meansUnavailable(sql)));
  }

  /**
   * The failure, its causes and what they suppress: a transaction manager suppresses the failure of
   * a commit.
   */
  private static Stream<Throwable> reasons(Throwable failure) {
    var reasons = new LinkedHashSet<Throwable>();
    collect(failure, reasons);
    return reasons.stream();
  }

  private static void collect(@Nullable Throwable failure, Set<Throwable> reasons) {
    for (Throwable cause = failure; cause != null && reasons.add(cause); cause = cause.getCause()) {
      for (Throwable suppressed : cause.getSuppressed()) {
        collect(suppressed, reasons);
      }
    }
  }

  private static boolean meansUnavailable(SQLException e) {
    String state = e.getSQLState();
    // A timeout of the connection pool has no SQL state.
    return state == null
        || (state.length() >= 2 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
  }
}
