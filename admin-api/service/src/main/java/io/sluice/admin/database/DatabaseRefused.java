package io.sluice.admin.database;

import java.sql.SQLException;

/** Failure of a statement that PostgreSQL refused. Its transaction was rolled back. */
public final class DatabaseRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final String sqlState;

  DatabaseRefused(SQLException cause) {
    super(cause.getMessage(), cause);
    this.sqlState = String.valueOf(cause.getSQLState());
  }

  /**
   * Returns true if the data caused the refusal: invalid, not encodable, too large, or against a
   * constraint. Other refusals (a missing right or column) concern the installation and every row.
   */
  public boolean blamesData() {
    return sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54");
  }
}
