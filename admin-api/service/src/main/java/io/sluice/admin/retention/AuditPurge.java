package io.sluice.admin.retention;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Deletes days of the audit that are past their retention. Each day has a chain of its own: an
 * entry of the present day takes the length and the last hash of the chain that goes, so that the
 * gap is part of what is verified. Then the entries are deleted in small transactions.
 */
@Singleton
final class AuditPurge {

  private static final Logger LOG = Logger.getLogger(AuditPurge.class);
  private static final Duration INTERVAL = Duration.ofHours(6);
  private static final Duration REST = Duration.ofMillis(50);
  private static final int BATCH = 5_000;

  private final Database database;
  private final Audit audit;
  private final Duration keep;
  private final InstantSource clock;
  private final Loop loop = new Loop("audit purge", this::turn);

  /** The end of the chain of a day. */
  private record Chain(LocalDate day, long length, String hash) {}

  AuditPurge(Database database, Audit audit, Retention retention, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.keep = retention.audit();
    this.clock = clock;
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    LocalDate first = LocalDate.ofInstant(clock.instant().minus(keep), ZoneOffset.UTC);
    boolean closed = database.transaction(connection -> closeOldest(connection, first));
    int deleted = database.upkeep(connection -> delete(connection, first));
    return closed || deleted == BATCH ? REST : INTERVAL;
  }

  /** Replaces the chain of the oldest day by an entry of the present day. */
  private boolean closeOldest(Connection connection, LocalDate before) throws SQLException {
    Optional<Chain> oldest =
        Sql.first(
            connection,
            """
            DELETE FROM audit_chain WHERE day = (SELECT day FROM audit_chain
              WHERE day < ?::date ORDER BY day LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING day, length, hash
            """,
            row ->
                new Chain(
                    row.getObject("day", LocalDate.class),
                    row.getLong("length"),
                    row.getString("hash")),
            before.toString());
    if (oldest.isEmpty()) {
      return false;
    }
    Chain chain = oldest.get();
    audit.write(
        connection,
        new Audit.Entry(
            "sluice",
            "audit.purge",
            "audit/" + chain.day(),
            "past its retention of " + keep.toDays() + " days",
            "entries=" + chain.length() + " hash=" + chain.hash(),
            null,
            "allowed"));
    LOG.infof("day of the audit deleted day=%s entries=%d", chain.day(), chain.length());
    return true;
  }

  private static int delete(Connection connection, LocalDate before) throws SQLException {
    Sql.update(connection, "SET LOCAL sluice.audit_purge = 'on'");
    Instant end = before.atStartOfDay(ZoneOffset.UTC).toInstant();
    return Sql.update(
        connection,
        """
        DELETE FROM audit WHERE id = ANY (ARRAY(SELECT id FROM audit a WHERE at < ?
          AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.day = a.day) ORDER BY at, id LIMIT ?))
        """,
        end,
        BATCH);
  }
}
