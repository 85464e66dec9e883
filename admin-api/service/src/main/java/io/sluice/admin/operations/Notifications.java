package io.sluice.admin.operations;

import io.sluice.admin.database.Columns;
import io.sluice.admin.redis.LiveFeed;
import io.sluice.api.LiveEvent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Stores notifications for administrators: the latest 10 000, for at most 90 days. */
@Singleton
public final class Notifications {

  private static final Logger LOG = Logger.getLogger(Notifications.class);
  private static final int MAX_ROWS = 10_000;
  private static final Duration MAX_AGE = Duration.ofDays(90);

  private final LiveFeed live;

  Notifications(LiveFeed live) {
    this.live = live;
  }

  /** Stores a notification in the caller's transaction, and deletes those over the limits. */
  public Notification write(Connection connection, Notice notice, Instant now) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO notification (at, severity, title, body, link) VALUES (?, ?, ?, ?, ?)
            RETURNING id
            """)) {
      Columns.bind(insert, 1, now);
      insert.setString(2, notice.severity().word());
      insert.setString(3, notice.title());
      insert.setString(4, notice.body());
      insert.setString(5, notice.link());
      try (var row = insert.executeQuery()) {
        row.next();
        var written = new Notification(row.getLong(1), notice, now);
        drop(connection, now.minus(MAX_AGE), MAX_ROWS);
        return written;
      }
    }
  }

  /**
   * Deletes notifications over the limits. Skips rows that another transaction deletes at the same
   * time, because waiting for them would be a deadlock.
   */
  static int drop(Connection connection, Instant before, int maxRows) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            """
            DELETE FROM notification WHERE id IN (SELECT id FROM notification
              WHERE at < ? OR id <= (SELECT id FROM notification ORDER BY id DESC OFFSET ? LIMIT 1)
              FOR UPDATE SKIP LOCKED)
            """)) {
      Columns.bind(delete, 1, before);
      delete.setInt(2, maxRows);
      return delete.executeUpdate();
    }
  }

  /** Publishes notifications as live events, after the commit. */
  public void tell(List<Notification> written) {
    for (Notification each : written) {
      LOG.infof("administrators notified notification=%d title=%s", each.id(), title(each));
      live.publish(
          new LiveEvent.Notified(
              Long.toString(each.id()), each.notice().title(), each.notice().link(), each.at()));
    }
  }

  private static String title(Notification notification) {
    return notification.notice().title().replaceAll("\\p{Cntrl}", "?");
  }
}
