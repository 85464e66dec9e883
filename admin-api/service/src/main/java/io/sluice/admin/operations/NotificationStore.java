package io.sluice.admin.operations;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Audit;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.NotificationApi.NotificationView;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads of the notification table. */
@Singleton
final class NotificationStore {

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  NotificationStore(Database database, Audit audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** Returns a page, newest first, with ids below the given one. */
  NotificationPage page(long before, boolean unreadOnly, int limit) {
    return database.transaction(
        connection -> {
          List<NotificationView> rows = list(connection, before, unreadOnly, limit + 1);
          boolean more = rows.size() > limit;
          List<NotificationView> items = more ? rows.subList(0, limit) : rows;
          return new NotificationPage(
              items, more ? items.getLast().notificationId() : null, unread(connection));
        });
  }

  private static List<NotificationView> list(
      Connection connection, long before, boolean unreadOnly, int limit) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT * FROM notification WHERE id < ? AND (NOT ? OR read_at IS NULL)
            ORDER BY id DESC LIMIT ?
            """)) {
      select.setLong(1, before);
      select.setBoolean(2, unreadOnly);
      select.setInt(3, limit);
      return views(select);
    }
  }

  private static long unread(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement("SELECT count(*) FROM notification WHERE read_at IS NULL");
        var row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Records the first reader; returns empty if there is no such notification. */
  Optional<NotificationView> read(long id, String who) {
    return database.transaction(
        connection -> {
          Optional<NotificationView> found = read(connection, id, who, clock.instant());
          audit.write(
              connection,
              new Audit.Entry(
                  who,
                  "notification.read",
                  "notification/" + id,
                  null,
                  null,
                  null,
                  found.isPresent() ? "allowed" : "no such notification"));
          return found;
        });
  }

  private static Optional<NotificationView> read(
      Connection connection, long id, String who, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE notification SET read_at = coalesce(read_at, ?), read_by = coalesce(read_by, ?)
            WHERE id = ? RETURNING *
            """)) {
      Columns.bind(update, 1, now);
      update.setString(2, who);
      update.setLong(3, id);
      return views(update).stream().findFirst();
    }
  }

  private static List<NotificationView> views(PreparedStatement statement) throws SQLException {
    var views = new ArrayList<NotificationView>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        views.add(
            new NotificationView(
                row.getString("id"),
                Columns.instant(row, "at"),
                row.getString("severity"),
                row.getString("title"),
                row.getString("body"),
                row.getString("link"),
                Columns.instantOrNull(row, "read_at"),
                Columns.text(row, "read_by")));
      }
    }
    return views;
  }
}
