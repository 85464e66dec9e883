package io.sluice.admin.operations;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.redis.LiveFeed;
import io.sluice.admin.webhook.EventType;
import io.sluice.admin.webhook.Outbox;
import io.sluice.admin.webhook.WebhookEvent;
import io.sluice.api.LiveEvent;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.NotificationApi.NotificationView;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Stores notifications for administrators: the latest 10 000, for at most 90 days. Written with
 * plain SQL in the JDBC transaction of their cause.
 */
@Singleton
public final class Notifications {

  private static final Logger LOG = Logger.getLogger(Notifications.class);
  private static final int MAX_ROWS = 10_000;
  private static final Duration MAX_AGE = Duration.ofDays(90);

  private final Database database;
  private final NotificationRepository repository;
  private final Audit audit;
  private final InstantSource clock;
  private final LiveFeed live;
  private final Outbox outbox;

  Notifications(
      Database database,
      NotificationRepository repository,
      Audit audit,
      InstantSource clock,
      LiveFeed live,
      Outbox outbox) {
    this.database = database;
    this.repository = repository;
    this.audit = audit;
    this.clock = clock;
    this.live = live;
    this.outbox = outbox;
  }

  /** Stores a notification in the caller's transaction, and deletes those over the limits. */
  public Notification write(Connection connection, Notice notice, Instant now) throws SQLException {
    long id =
        Sql.first(
                connection,
                """
                INSERT INTO notification (at, severity, title, body, link) VALUES (?, ?, ?, ?, ?)
                RETURNING id
                """,
                row -> row.getLong(1),
                now,
                notice.severity().word(),
                notice.title(),
                notice.body(),
                notice.link())
            .orElseThrow();
    drop(connection, now.minus(MAX_AGE), MAX_ROWS);
    outbox.write(connection, event(id, notice, now));
    return new Notification(id, notice, now);
  }

  private static WebhookEvent event(long id, Notice notice, Instant now) {
    return WebhookEvent.of(
        EventType.NOTIFICATION,
        now,
        null,
        Map.of(
            "notification_id", Long.toString(id),
            "severity", notice.severity().word(),
            "title", notice.title(),
            "body", notice.body(),
            "link", notice.link()));
  }

  /**
   * Deletes notifications over the limits. Skips rows that another transaction deletes at the same
   * time, because waiting for them would be a deadlock.
   */
  static int drop(Connection connection, Instant before, int maxRows) throws SQLException {
    return Sql.update(
        connection,
        """
        DELETE FROM notification WHERE id IN (SELECT id FROM notification
          WHERE at < ? OR id <= (SELECT id FROM notification ORDER BY id DESC OFFSET ? LIMIT 1)
          FOR UPDATE SKIP LOCKED)
        """,
        before,
        maxRows);
  }

  /** Returns a page, newest first, with ids below the given one. */
  NotificationPage page(long before, boolean unreadOnly, int limit) {
    return database.shared(
        _ -> {
          List<NotificationView> found = repository.before(before, unreadOnly, limit + 1);
          boolean more = found.size() > limit;
          List<NotificationView> items = more ? found.subList(0, limit) : found;
          return new NotificationPage(
              items, more ? items.getLast().notificationId() : null, repository.unread());
        });
  }

  /** Records the first reader; returns empty if there is no such notification. */
  Optional<NotificationView> read(long id, String who) {
    return database.shared(
        connection -> {
          Optional<NotificationView> found = repository.read(id, who, clock.instant());
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

  /** Publishes notifications as live events, after the commit. */
  public void publish(List<Notification> written) {
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

  /**
   * Content of a notification for administrators.
   *
   * @param link a path of the diagnostics page
   */
  public record Notice(Severity severity, String title, String body, String link) {

    /** Link to the blacklist. */
    public static final String BLACKLIST = "/platform/diagnostics?tab=blacklist";

    /** Severity of a notification. */
    public enum Severity {
      INFO,
      /** Needs attention. */
      WARNING;

      String word() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** A stored notification. */
  public record Notification(long id, Notice notice, Instant at) {}
}
