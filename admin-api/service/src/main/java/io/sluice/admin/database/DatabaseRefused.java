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

  /**
   * Whether the data is to blame: not valid, not encodable, against a constraint, too large. Other
   * refusals (a missing right, a missing column) blame the installation and hit every row.
   */
  public boolean blamesData() {
    return sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54");
  }
}
