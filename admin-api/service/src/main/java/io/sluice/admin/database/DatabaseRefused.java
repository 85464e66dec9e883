package io.sluice.admin.database;

import java.sql.SQLException;

/** PostgreSQL refused a statement; nothing of its transaction was kept. */
public final class DatabaseRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final String sqlState;

  DatabaseRefused(SQLException cause) {
    super(cause.getMessage(), cause);
    this.sqlState = String.valueOf(cause.getSQLState());
  }

  /** Whether the data is to blame: too large, not valid, not encodable. */
  public boolean blamesData() {
    return sqlState.startsWith("22") || sqlState.startsWith("54");
  }

  /** Whether a unique key exists already. */
  public boolean isDuplicate() {
    return sqlState.equals("23505");
  }
}
