package io.sluice.admin.worker;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Why an execution that is PENDING does not run yet, as far as its row says it. */
public final class WaitingReason {

  /** Another one of its workflow holds the lock. */
  public static final String EXCLUSIVE = "exclusive";

  /** An earlier attempt of it may still be alive. */
  public static final String ALIVE_ATTEMPT = "alive_attempt";

  /** The publisher has yet to take it: Redis is away, or holds as many as it may. */
  public static final String NOT_IN_QUEUE_YET = "not_in_queue_yet";

  /** Workers know of it and are busy. */
  public static final String WAITING_FOR_SLOT = "waiting_for_slot";

  /** What {@link #of(ResultSet)} needs of a row {@code e} of execution. */
  public static final String COLUMNS =
      "e.alive_worker IS NOT NULL AS may_be_alive, e.lock_key IS NOT NULL AS locks,"
          + " e.published_epoch = e.epoch AS published";

  private WaitingReason() {}

  /** Reads it from a row that is PENDING. */
  public static String of(ResultSet row) throws SQLException {
    return of(row.getBoolean("may_be_alive"), row.getBoolean("locks"), row.getBoolean("published"));
  }

  /**
   * Says it in the words of the API.
   *
   * @param mayBeAlive an earlier attempt may still be alive
   * @param locks it must hold a lock before it is published
   * @param published it was put into the queue
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
