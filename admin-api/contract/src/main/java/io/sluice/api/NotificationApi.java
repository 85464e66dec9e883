package io.sluice.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Responses of notifications. */
public final class NotificationApi {
  private NotificationApi() {}

  /**
   * A page of notifications, newest first.
   *
   * @param nextCursor pass it as {@code cursor} for the next page; null on the last one
   * @param unread number of unread notifications on all pages
   */
  public record NotificationPage(
      List<NotificationView> items, @Nullable String nextCursor, long unread) {}

  /**
   * A notification for administrators.
   *
   * @param severity info or warning; a warning needs attention
   * @param link a path of the diagnostics page
   * @param readAt absent while it is unread
   */
  public record NotificationView(
      String notificationId,
      Instant at,
      String severity,
      String title,
      String body,
      String link,
      @Nullable Instant readAt,
      @Nullable String readBy) {

    /** Returns the notification with another text. */
    public NotificationView with(String shown) {
      return new NotificationView(notificationId, at, severity, title, shown, link, readAt, readBy);
    }
  }
}
