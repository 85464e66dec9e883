package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
    @Nullable String readBy) {}
