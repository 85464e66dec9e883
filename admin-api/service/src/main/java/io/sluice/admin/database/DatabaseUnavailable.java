package io.sluice.admin.database;

import java.sql.SQLException;

/** Failure without an answer of PostgreSQL; the transaction may have been committed. */
public final class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseUnavailable(SQLException cause) {
    super("PostgreSQL gave no answer: " + cause.getMessage(), cause);
  }
}
