package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that administrators should know.
 *
 * @param severity info, or warning: somebody should look
 * @param link a path of the diagnostics page
 * @param readAt absent while nobody has read it
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
