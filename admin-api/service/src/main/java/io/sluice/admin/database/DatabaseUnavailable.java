package io.sluice.admin.database;

import java.sql.SQLException;

/** Failure without a usable answer of PostgreSQL; the transaction may have been committed. */
public final class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final Reason reason;

  DatabaseUnavailable(Reason reason, SQLException cause) {
    super(reason.sentence() + " (" + cause.getMessage() + ")", cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Causes, each with a sentence for callers of the API. */
  public enum Reason {
    NO_ANSWER("PostgreSQL gives no answer."),
    READ_ONLY("PostgreSQL accepts reads only at present, as after a failover."),
    BUSY("All connections to PostgreSQL are in use."),
    TOO_SLOW("PostgreSQL did not finish in time. A list or search: narrow its filter."),
    LOCKED("A row or table that this needs is locked by another session of PostgreSQL.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }
}
