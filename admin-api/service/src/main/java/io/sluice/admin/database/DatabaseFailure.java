package io.sluice.admin.database;

import io.sluice.admin.database.DatabaseUnavailable.Reason;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Classifies failures of PostgreSQL: unavailable, or a refused statement. */
public final class DatabaseFailure {

  /** Classes of SQL states: connection, rolled back, resources, operator, system. */
  private static final Set<String> NO_ANSWER_CLASSES = Set.of("08", "40", "53", "57", "58");

  private DatabaseFailure() {}

  static RuntimeException of(SQLException e) {
    return reason(e)
        .<RuntimeException>map(reason -> new DatabaseUnavailable(reason, e))
        .orElseGet(() -> new DatabaseRefused(e));
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

  /**
   * Returns why PostgreSQL is unavailable, if the failure or a cause of it says so; empty for
   * failures of other kinds.
   */
  public static Optional<Reason> reason(@Nullable Throwable failure) {
    return failure == null
        ? Optional.empty()
        : reasons(failure).flatMap(cause -> reasonOf(cause).stream()).findFirst();
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

  private static Optional<Reason> reasonOf(Throwable cause) {
    return switch (cause) {
      case DatabaseUnavailable unavailable -> Optional.of(unavailable.reason());
      case SQLException sql -> Optional.ofNullable(reasonOf(sql.getSQLState()));
      default -> Optional.empty();
    };
  }

  private static @Nullable Reason reasonOf(@Nullable String state) {
    return switch (state) {
      case null -> Reason.BUSY; // a time limit of the connection pool has no SQL state
      case "25006" -> Reason.READ_ONLY;
      case "55P03" -> Reason.LOCKED;
      case "57014" -> Reason.TOO_SLOW;
      default ->
          state.length() >= 2 && NO_ANSWER_CLASSES.contains(state.substring(0, 2))
              ? Reason.NO_ANSWER
              : null;
    };
  }
}
