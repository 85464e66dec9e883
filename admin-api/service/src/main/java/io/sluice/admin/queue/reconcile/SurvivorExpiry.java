package io.sluice.admin.queue.reconcile;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionPermitStore;
import io.sluice.admin.queue.publish.ExclusiveLocks;
import io.sluice.admin.queue.publish.QueueConfig;
import io.sluice.registration.RegistrationScripts;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Infers that attempts of lost workers are gone. A lost worker never reports the end of its
 * processes, so an attempt counts as gone after a lease time plus the orchestrator watchdog's
 * timeout of its processes. Called by the reconciler's thread only.
 */
@Singleton
final class SurvivorExpiry {

  private static final Logger LOG = Logger.getLogger(SurvivorExpiry.class);
  private static final int MAX_WORKERS = 1000;

  private final Database database;
  private final ExecutionPermitStore executions;
  private final ExclusiveLocks locks;
  private final RegistrationScripts registrations;
  private final QueueConfig config;
  private final Map<String, Instant> silentSince = new HashMap<>();

  SurvivorExpiry(
      Database database,
      ExecutionPermitStore executions,
      ExclusiveLocks locks,
      RegistrationScripts registrations,
      QueueConfig config) {
    this.database = database;
    this.executions = executions;
    this.locks = locks;
    this.registrations = registrations;
    this.config = config;
  }

  /**
   * Clears the attempts that count as gone.
   *
   * @param now on a monotonic clock
   * @param wall on the machine's clock, as {@code alive_until} is written
   */
  void infer(Instant now, Instant wall) {
    List<String> holders = database.transaction(SurvivorExpiry::holders);
    silentSince.keySet().retainAll(holders);
    if (holders.isEmpty()) {
      return;
    }
    for (String worker : holders) {
      if (registrations.isRegistered(worker)) {
        silentSince.remove(worker);
      } else {
        silentSince.putIfAbsent(worker, now);
      }
    }
    Instant before = now.minus(config.leaseTtl()).minus(config.inferGoneAfter());
    List<String> gone =
        silentSince.entrySet().stream()
            .filter(each -> each.getValue().isBefore(before))
            .map(Map.Entry::getKey)
            .toList();
    int count = database.transaction(connection -> clear(connection, gone, wall));
    if (count > 0) {
      LOG.infof("attempts of lost workers are considered gone count=%d inferred=true", count);
    }
  }

  private static List<String> holders(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        "SELECT DISTINCT alive_worker FROM execution_all WHERE alive_worker IS NOT NULL LIMIT ?",
        row -> row.getString(1),
        MAX_WORKERS);
  }

  private int clear(Connection connection, List<String> gone, Instant now) throws SQLException {
    var cleared = executions.survivorsExpired(connection, gone, now);
    locks.release(connection, cleared.ended());
    return cleared.count();
  }
}
