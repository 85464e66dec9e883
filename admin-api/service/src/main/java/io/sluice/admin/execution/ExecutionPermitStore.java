package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.database.Storable;
import io.sluice.admin.execution.ExecutionState.Permit;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * SQL that writes start permits and possible survivors: attempts that may still be alive. None of
 * its statements changes a status. Runs in the caller's transaction.
 */
@Singleton
public final class ExecutionPermitStore {

  static final String GRANT =
      """
      UPDATE execution SET permit_epoch = ?, permit_claim = ?, permit_owner = ?
      WHERE id = ? AND epoch = ? AND status IN ('SCHEDULED', 'PENDING', 'RUNNING')
      """;

  static final String TAKE_BACK =
      """
      UPDATE execution SET permit_epoch = NULL, permit_claim = NULL, permit_owner = NULL
      WHERE id = ? AND permit_epoch = ? AND permit_claim = ? AND permit_owner = ?
      """;

  static final String SURVIVOR_GONE =
      """
      UPDATE execution SET alive_worker = NULL, alive_generation = NULL, alive_until = NULL
      WHERE id = ? AND alive_worker = ? AND alive_generation = ?
      """;

  /** Of an execution that has ended. */
  static final String SURVIVOR_OF_ENDED_GONE =
      """
      UPDATE execution_history
      SET alive_worker = NULL, alive_generation = NULL, alive_until = NULL
      WHERE id = ? AND alive_worker = ? AND alive_generation = ?
      """;

  static final String SURVIVORS_EXPIRED =
      """
      UPDATE execution SET alive_worker = NULL, alive_generation = NULL, alive_until = NULL
      WHERE alive_worker IS NOT NULL
        AND (alive_until <= ? OR alive_until IS NULL AND alive_worker = ANY (?::text[]))
      RETURNING id, status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED')
      """;

  /** Of executions that have ended. */
  static final String SURVIVORS_OF_ENDED_EXPIRED =
      """
      UPDATE execution_history
      SET alive_worker = NULL, alive_generation = NULL, alive_until = NULL
      WHERE alive_worker IS NOT NULL
        AND (alive_until <= ? OR alive_until IS NULL AND alive_worker = ANY (?::text[]))
      RETURNING id, true
      """;

  private static final int MAX_WORD = 300;

  /**
   * Executions of which no attempt may be alive any more.
   *
   * @param count all of them
   * @param ended those that have ended and give up their lock
   */
  public record Cleared(int count, List<UUID> ended) {}

  /** Stores a granted permit. */
  public void grant(Connection connection, UUID id, Permit permit) throws SQLException {
    Sql.update(
        connection,
        GRANT,
        permit.epoch(),
        permit.claim(),
        Storable.text(permit.owner(), MAX_WORD),
        id,
        permit.epoch());
  }

  /** Removes only the permit that was returned: another attempt may have got one meanwhile. */
  public void takeBack(Connection connection, UUID id, Permit permit) throws SQLException {
    Sql.update(
        connection,
        TAKE_BACK,
        id,
        permit.epoch(),
        permit.claim(),
        Storable.text(permit.owner(), MAX_WORD));
  }

  /** Clears the survivor of an execution whose process has ended. */
  public void survivorGone(Connection connection, UUID id, String worker, long generation)
      throws SQLException {
    if (Sql.update(connection, SURVIVOR_GONE, id, worker, generation) == 0) {
      Sql.update(connection, SURVIVOR_OF_ENDED_GONE, id, worker, generation);
    }
  }

  /**
   * Clears survivors whose time has passed, or whose worker is gone.
   *
   * @param now on the machine's clock
   */
  public Cleared survivorsExpired(Connection connection, List<String> goneWorkers, Instant now)
      throws SQLException {
    int count = 0;
    var ended = new ArrayList<UUID>();
    for (String sql : List.of(SURVIVORS_EXPIRED, SURVIVORS_OF_ENDED_EXPIRED)) {
      try (var update = connection.prepareStatement(sql)) {
        Columns.bind(update, 1, now);
        Columns.array(update, 2, "text", goneWorkers, worker -> worker);
        try (var row = update.executeQuery()) {
          while (row.next()) {
            count++;
            if (row.getBoolean(2)) {
              ended.add(Columns.uuid(row, "id"));
            }
          }
        }
      }
    }
    return new Cleared(count, ended);
  }
}
