package io.sluice.admin.worker;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reason why a PENDING execution does not run yet, derived from its row. */
public final class WaitingReason {

  /** Another execution of the workflow holds the lock. */
  public static final String EXCLUSIVE = "exclusive";

  /** An earlier attempt may still be running. */
  public static final String ALIVE_ATTEMPT = "alive_attempt";

  /** The publisher has not queued it yet: Redis is unavailable or full. */
  public static final String NOT_IN_QUEUE_YET = "not_in_queue_yet";

  /** It is queued and no slot is free. */
  public static final String WAITING_FOR_SLOT = "waiting_for_slot";

  /** Columns that {@link #of(ResultSet)} needs of a row {@code e} of execution. */
  public static final String COLUMNS =
      "e.alive_worker IS NOT NULL AS may_be_alive, e.lock_key IS NOT NULL AS locks,"
          + " e.published_epoch = e.epoch AS published";

  private WaitingReason() {}

  /** Returns the reason of a PENDING row. */
  public static String of(ResultSet row) throws SQLException {
    return of(row.getBoolean("may_be_alive"), row.getBoolean("locks"), row.getBoolean("published"));
  }

  /**
   * Returns the reason as a word of the API.
   *
   * @param mayBeAlive true if an earlier attempt may still be running
   * @param locks true if it needs a lock before it is published
   * @param published true if it was queued
   */
  public static String of(boolean mayBeAlive, boolean locks, boolean published) {
    if (mayBeAlive) {
      return ALIVE_ATTEMPT;
    }
    if (published) {
      return WAITING_FOR_SLOT;
    }
    return locks ? EXCLUSIVE : NOT_IN_QUEUE_YET;
  }
}
