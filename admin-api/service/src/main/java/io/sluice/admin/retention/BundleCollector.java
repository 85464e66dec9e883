package io.sluice.admin.retention;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Deletes bundles that nothing can need: no workflow has them, no version to which one may roll
 * back, and no execution that was accepted with one may still wait. A workflow keeps its newest
 * versions, and every version of the retention of executions.
 */
@Singleton
final class BundleCollector {

  private static final Logger LOG = Logger.getLogger(BundleCollector.class);
  private static final Duration INTERVAL = Duration.ofHours(6);
  private static final Duration REST = Duration.ofSeconds(1);

  /** Of up to 64 MiB each. */
  private static final int BATCH = 5;

  private final Database database;
  private final int versions;
  private final Duration keep;
  private final InstantSource clock;
  private final Loop loop = new Loop("bundle collector", this::turn);

  BundleCollector(Database database, Retention retention, InstantSource clock) {
    this.database = database;
    this.versions = retention.versions();
    this.keep = retention.executions().longest();
    this.clock = clock;
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    Instant before = clock.instant().minus(keep);
    int superseded = database.upkeep(connection -> deleteVersions(connection, before));
    List<String> bundles = database.upkeep(connection -> deleteBundles(connection, before));
    if (superseded > 0 || !bundles.isEmpty()) {
      LOG.infof("old versions and bundles deleted versions=%d bundles=%s", superseded, bundles);
    }
    return bundles.size() == BATCH ? REST : INTERVAL;
  }

  private int deleteVersions(Connection connection, Instant before) throws SQLException {
    return Sql.update(
        connection,
        """
        DELETE FROM workflow_version v USING workflow w
        WHERE w.id = v.workflow_id AND v.registered_at < ? AND v.version <= w.version - ?
          AND NOT EXISTS (SELECT FROM workflow_version n WHERE n.workflow_id = v.workflow_id
            AND n.version = v.version + 1 AND n.registered_at >= ?)
        """,
        before,
        versions,
        before);
  }

  private static List<String> deleteBundles(Connection connection, Instant before)
      throws SQLException {
    return Sql.list(
        connection,
        """
        DELETE FROM bundle WHERE sha256 IN (SELECT b.sha256 FROM bundle b WHERE b.registered_at < ?
          AND NOT EXISTS (SELECT FROM workflow w WHERE w.bundle_sha256 = b.sha256)
          AND NOT EXISTS (SELECT FROM workflow_version v WHERE v.bundle_sha256 = b.sha256)
          LIMIT ?)
        RETURNING sha256
        """,
        row -> row.getString(1),
        before,
        BATCH);
  }
}
