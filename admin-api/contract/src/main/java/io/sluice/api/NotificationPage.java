package io.sluice.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of notifications, newest first.
 *
 * @param nextCursor pass it as {@code cursor} for the next page; null on the last one
 * @param unread number of unread notifications on all pages
 */
public record NotificationPage(
    List<NotificationView> items, @Nullable String nextCursor, long unread) {}
