package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import io.sluice.admin.identity.Caller.RequestOrigin;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one audit row in the transaction of the change, so that an unrecorded change is rolled
 * back. Call it as the last statement: it takes the next position in the chain of the day and holds
 * a lock on the chain until the commit (docs/security.md). Of refusals only so many a minute are
 * entries of their own ({@link Refusals}).
 */
@Singleton
public final class Audit {

  private final InstantSource clock;
  private final Caller caller;
  private final Refusals refusals;

  Audit(InstantSource clock, Caller caller, Refusals refusals) {
    this.clock = clock;
    this.caller = caller;
    this.refusals = refusals;
  }

  /**
   * An audit entry without its time and origin.
   *
   * @param object the changed thing, for example {@code execution/<id>}
   * @param result {@code allowed}, or the reason of the refusal
   */
  public record Entry(
      String actor,
      String action,
      String object,
      @Nullable String reason,
      @Nullable String before,
      @Nullable String after,
      String result) {}

  public void write(Connection connection, Entry entry) throws SQLException {
    write(connection, List.of(entry));
  }

  /** Writes several entries with one statement. */
  public void write(Connection connection, List<Entry> entries) throws SQLException {
    write(connection, entries, caller.origin());
  }

  /** Writes entries of a request that another thread than the request's own records. */
  public void write(Connection connection, List<Entry> entries, RequestOrigin origin)
      throws SQLException {
    List<Entry> admitted = refusals.admitted(entries);
    if (!admitted.isEmpty()) {
      insert(connection, admitted, origin);
    }
  }

  /** Writes entries, however many refusals there are. */
  void insert(Connection connection, List<Entry> entries, RequestOrigin origin)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO audit (at, actor, action, object, reason, before, after, result, role,
              token_id, address, request_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (Entry entry : entries) {
        Columns.bind(insert, 1, clock.instant());
        insert.setString(2, entry.actor());
        insert.setString(3, entry.action());
        insert.setString(4, entry.object());
        insert.setString(5, entry.reason());
        insert.setString(6, entry.before());
        insert.setString(7, entry.after());
        insert.setString(8, entry.result());
        insert.setString(9, origin.role());
        insert.setString(10, origin.tokenId());
        insert.setString(11, origin.address());
        insert.setString(12, origin.requestId());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
