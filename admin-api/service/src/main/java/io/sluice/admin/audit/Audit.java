package io.sluice.admin.audit;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one row for a change, in the transaction of the change: what cannot be recorded does not
 * happen.
 */
@Singleton
public final class Audit {

  private final InstantSource clock;

  Audit(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What was done, or refused.
   *
   * @param object what it was done to, for example {@code execution/<id>}
   * @param result {@code allowed}, or why not
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

  /** Writes many at once. */
  public void write(Connection connection, List<Entry> entries) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO audit (at, actor, action, object, reason, before, after, result)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (Entry entry : entries) {
        insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
        insert.setString(2, entry.actor());
        insert.setString(3, entry.action());
        insert.setString(4, entry.object());
        insert.setString(5, entry.reason());
        insert.setString(6, entry.before());
        insert.setString(7, entry.after());
        insert.setString(8, entry.result());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
