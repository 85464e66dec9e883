package io.sluice.admin.operations;

import io.sluice.api.NotificationApi.NotificationView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of a notification, of which only the reader changes. */
@Entity(name = "Notification")
@Table(name = "notification")
@SuppressWarnings("NullAway.Init")
class NotificationRow {

  @Id Long id;

  @Column(nullable = false, updatable = false)
  Instant at;

  @Column(nullable = false, updatable = false)
  String severity;

  @Column(nullable = false, updatable = false)
  String title;

  @Column(nullable = false, updatable = false)
  String body;

  @Column(nullable = false, updatable = false)
  String link;

  @Column(name = "read_at")
  @Nullable Instant readAt;

  @Column(name = "read_by")
  @Nullable String readBy;

  NotificationView view() {
    return new NotificationView(Long.toString(id), at, severity, title, body, link, readAt, readBy);
  }
}
