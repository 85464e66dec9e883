package io.sluice.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notifications, newest first.
 *
 * @param nextCursor hand it back as {@code cursor} for the next page; null on the last one
 * @param unread how many nobody has read, on all pages
 */
public record NotificationPage(
    List<NotificationView> items, @Nullable String nextCursor, long unread) {}
