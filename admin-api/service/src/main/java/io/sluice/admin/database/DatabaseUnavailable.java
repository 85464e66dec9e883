package io.sluice.admin.database;

import java.sql.SQLException;

/** PostgreSQL gave no answer: whether the transaction was committed is unknown. */
public final class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseUnavailable(SQLException cause) {
    super("PostgreSQL gave no answer: " + cause.getMessage(), cause);
  }
}
